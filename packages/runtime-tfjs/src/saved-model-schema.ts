import protobuf from 'protobufjs';

/** What is read of TensorFlow's saved_model.pb; field numbers as TensorFlow publishes them. */
const SCHEMA = `
syntax = "proto3";
message SavedModel { repeated MetaGraph meta_graphs = 2; }
message MetaGraph {
  message Info { repeated string tags = 4; }
  Info info = 1; Graph graph = 2; Saver saver = 3; map<string, Collection> collections = 4; map<string, Signature> signatures = 5;
}
message Saver { string restore_op_name = 3; }
message Collection { message Names { repeated string value = 1; } Names nodes = 1; }
message Graph { repeated Node node = 1; Library library = 2; }
message Library { repeated Function function = 1; }
message Function { message Head { string name = 1; } Head head = 1; repeated Node node = 3; }
message Node { string name = 1; string op = 2; repeated string input = 3; map<string, Attribute> attr = 5; }
message Attribute {
  message List { repeated FunctionName func = 9; }
  List list = 1; bytes s = 2; int32 type = 6; Shape shape = 7; FunctionName func = 10;
}
message FunctionName { string name = 1; }
message Shape { message Dim { int64 size = 1; } repeated Dim dim = 2; bool unknown_rank = 3; }
message Signature { map<string, Tensor> inputs = 1; map<string, Tensor> outputs = 2; }
message Tensor { string name = 1; int32 dtype = 2; Shape shape = 3; }
`;

export interface Shape {
  dim: { size: number }[];
  unknownRank: boolean;
}
export interface FunctionName {
  name: string;
}
export interface Attribute {
  list: { func: FunctionName[] } | null;
  s: string;
  type: number;
  shape: Shape | null;
  func: FunctionName | null;
}
export interface Node {
  name: string;
  op: string;
  input: string[];
  attr: Record<string, Attribute>;
}
export interface SignatureTensor {
  name: string;
  dtype: number;
  shape: Shape | null;
}
export interface Signature {
  inputs: Record<string, SignatureTensor>;
  outputs: Record<string, SignatureTensor>;
}
export interface MetaGraph {
  info: { tags: string[] } | null;
  graph: { node: Node[]; library: { function: { head: FunctionName | null; node: Node[] }[] } | null } | null;
  saver: { restoreOpName: string } | null;
  collections: Record<string, { nodes: { value: string[] } | null }>;
  signatures: Record<string, Signature>;
}

const savedModel = protobuf.parse(SCHEMA).root.lookupType('SavedModel');

/** The graphs of a saved_model.pb. Throws where the bytes are no such message. */
export function decodeSavedModel(bytes: Uint8Array): MetaGraph[] {
  const options = { longs: Number, bytes: String, defaults: true, arrays: true, objects: true };
  const { metaGraphs } = savedModel.toObject(savedModel.decode(bytes), options);
  return metaGraphs;
}
