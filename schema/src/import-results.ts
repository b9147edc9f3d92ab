import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { UserError } from './user-error.ts';

export const ImportFormat = { ROBUSTNETS: 'ROBUSTNETS' } as const;
export type ImportFormat = keyof typeof ImportFormat;
registerEnumType(ImportFormat, {
  name: 'ImportFormat',
  description: 'Files of results that are understood.',
  valuesConfig: {
    ROBUSTNETS: {
      description:
        "The metrics file of 'Models Out of Line': its models come in as EXTERNAL, their keys split into the tags architecture, augmentation, pruning, scope, sparsity; its metrics belong to a dataset named CIFAR-10, made without images when there is none.",
    },
  },
});

@InputType({ description: 'Results to import. Models that are there already, by name, are skipped.' })
export class ImportResultsInput {
  @Field(() => ImportFormat, { description: 'What the file is.' })
  format!: ImportFormat;

  @Field(() => ID, { nullable: true, description: 'The file. Left out: the copy that comes with Passband.' })
  upload?: string | null;
}

@ObjectType({ description: 'Answer to importResults: all models of the file, or none.' })
export class ImportResultsPayload {
  @Field(() => Int, { description: 'Models that were made.' })
  imported!: number;

  @Field(() => Int, { description: 'Models that were there already.' })
  skipped!: number;

  @Field(() => [UserError], { description: 'What was wrong with the file; nothing was imported.' })
  userErrors!: UserError[];
}
