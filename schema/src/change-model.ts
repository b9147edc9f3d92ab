import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Model } from './model.ts';
import { TagInput } from './tag.ts';
import { UserError } from './user-error.ts';

@InputType({ description: 'What to change of a model; what is left out stays.' })
export class UpdateModelInput {
  @Field(() => ID, { description: 'The model.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Its new name, unique among models.' })
  name?: string | null;

  @Field(() => [TagInput], { nullable: true, description: 'All its tags from now on.' })
  tags?: TagInput[] | null;
}

@ObjectType({ description: 'Answer to updateModel.' })
export class UpdateModelPayload {
  @Field(() => Model, { nullable: true, description: 'As it is now. Null where there are userErrors.' })
  model!: Model | null;

  @Field(() => [UserError], { description: 'What was wrong with the input; nothing was changed.' })
  userErrors!: UserError[];
}
