import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from './scalars.ts';

@ObjectType({ description: 'A place where networks are evaluated.' })
export class Runtime {
  @Field(() => String, { description: 'E.g. onnx/cpu.' })
  name!: string;

  @Field(() => Boolean, { description: 'Whether a worker has it.' })
  available!: boolean;

  @Field(() => String, { nullable: true, description: 'The device in words.' })
  device!: string | null;

  @Field(() => String, { nullable: true, description: "Why it isn't available, and what would make it so." })
  reason!: string | null;
}

@ObjectType({ description: 'A process that claims shards and posts results.' })
export class Worker {
  @Field(() => ID, { description: 'The name it gave itself.' })
  id!: string;

  @Field(() => String, { description: 'The machine it runs on.' })
  host!: string;

  @Field(() => [String], { description: 'Runtimes it has.' })
  runtimes!: string[];

  @Field(() => DateTime, { description: 'When it last asked for work or reported.' })
  lastSeenAt!: Date;

  @Field(() => Int, { description: 'Shards it works on.' })
  running!: number;
}

@ObjectType({ description: 'This server.' })
export class ServerInfo {
  @Field(() => String, { description: 'Version of Passband.' })
  version!: string;

  @Field(() => String, { description: 'The database, in words.' })
  database!: string;

  @Field(() => Int, { description: 'Shards that wait for a worker.' })
  queueDepth!: number;

  @Field(() => [Runtime], { description: 'Every runtime that a worker knows, available first.' })
  runtimes!: Runtime[];

  @Field(() => [Worker], { description: 'Workers seen within the last minute.' })
  workers!: Worker[];
}
