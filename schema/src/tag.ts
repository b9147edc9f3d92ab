import { Field, InputType, ObjectType } from 'type-graphql';

@ObjectType({ description: 'What was varied in training (an intervention), e.g. augmentation=mixup, epochs=6.' })
export class Tag {
  @Field(() => String, { description: 'What was varied, e.g. augmentation.' })
  key!: string;

  @Field(() => String, { description: 'To what, e.g. mixup; numbers as numbers, e.g. 6.' })
  value!: string;
}

@InputType({ description: 'What was varied in training (an intervention), e.g. augmentation=mixup.' })
export class TagInput {
  @Field(() => String, { description: 'What was varied, e.g. augmentation.' })
  key!: string;

  @Field(() => String, { description: 'To what, e.g. mixup.' })
  value!: string;
}
