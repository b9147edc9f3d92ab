import { EngineError } from '@passband/engine';

/**
 * Operations that a network may be made of: they compute from what they are given, or read and write its own variables.
 * A model's file is a program: whatever is not here (files, printing, Python, random numbers, anything with other state)
 * is refused. An operation is added here after its documentation was read.
 */
const EVALUATING = new Set(
  `Abs Add AddN AddV2 All Any ArgMax ArgMin AssignVariableOp Atan AvgPool BatchMatMul BatchMatMulV2 BatchMatMulV3
  BatchToSpaceND BiasAdd BroadcastArgs BroadcastTo Cast Ceil ClipByValue Concat ConcatV2 Const Conv2D
  Conv2DBackpropInput Cos Cosh Cumprod Cumsum DepthToSpace DepthwiseConv2dNative Div DivNoNan Einsum Elu EnsureShape Equal
  Erf Erfc Exp ExpandDims Expm1 Fill Floor FloorDiv FloorMod FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3
  FusedDepthwiseConv2dNative Gather GatherNd GatherV2 Greater GreaterEqual Identity IdentityN Inv IsFinite IsInf IsNan L2Loss LRN
  LeakyRelu Less LessEqual LinSpace Log Log1p LogSoftmax LogicalAnd LogicalNot LogicalOr MatMul MatrixBandPart Max MaxPool
  Maximum Mean Min Minimum MirrorPad Mul MulNoNan Neg NoOp NotEqual OneHot OnesLike Pack Pad PadV2 PartitionedCall
  Placeholder PlaceholderWithDefault Pow Prelu PreventGradient Prod Range Rank ReadVariableOp RealDiv Reciprocal Relu Relu6
  Reshape ResizeBilinear ResizeNearestNeighbor Reverse ReverseV2 Rint Round Rsqrt Select SelectV2 Selu Shape ShapeN Sigmoid
  Sign Sin Sinh Size Slice Snapshot Softmax Softplus Softsign SpaceToBatchND SpaceToDepth Split SplitV Sqrt Square
  SquaredDifference Squeeze StatefulPartitionedCall StatelessIf StopGradient StridedSlice Sub Sum Tan Tanh Tile TopK
  TopKV2 Transpose Unpack VarHandleOp VarIsInitializedOp Where Xdivy Xlogy ZerosLike _FusedBatchNormEx _FusedConv2D
  _FusedDepthwiseConv2dNative _FusedMatMul`
    .split(/\s+/)
    .filter(Boolean),
);

/** What reads the variables from the files beside saved_model.pb when it is loaded. */
const RESTORING = new Set(['RestoreV2', 'DisableCopyOnRead']);
/** What every SavedModel holds to save itself again. It is not run here. */
const SAVING = new Set([
  ...[
    'SaveV2',
    'MergeV2Checkpoints',
    'StringJoin',
    'ShardedFilename',
    'StaticRegexFullMatch',
    'StaticRegexReplace',
    'RegexFullMatch',
  ],
  ...['Assign', 'DestroyResourceOp', 'VariableV2', 'Variable'],
]);

/** Where in a model an operation stands. */
export type Place = 'evaluated' | 'restored' | 'unused';

const ALLOWED: Readonly<Record<Place, readonly ReadonlySet<string>[]>> = {
  evaluated: [EVALUATING],
  restored: [EVALUATING, RESTORING],
  unused: [EVALUATING, RESTORING, SAVING],
};

/** Throws EngineError that names the operations which are not allowed there. */
export function checkOperations(operations: Iterable<string>, place: Place, file: string): void {
  const refused = [...new Set(operations)].filter((name) => !ALLOWED[place].some((set) => set.has(name))).sort();
  if (!refused.length) return;
  const shown = refused.slice(0, 10).join(', ') + (refused.length > 10 ? ', …' : '');
  throw new EngineError(`a network must only compute from its images and its own variables; ${file} uses ${shown}`);
}
