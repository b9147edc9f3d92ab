import { Field, ObjectType, registerEnumType } from 'type-graphql';

export const UserErrorCode = {
  INVALID: 'INVALID',
  NOT_FOUND: 'NOT_FOUND',
  CONFLICT: 'CONFLICT',
  UNSUPPORTED: 'UNSUPPORTED',
  TOO_LARGE: 'TOO_LARGE',
  FORBIDDEN: 'FORBIDDEN',
} as const;
export type UserErrorCode = keyof typeof UserErrorCode;
registerEnumType(UserErrorCode, {
  name: 'UserErrorCode',
  description: 'What kind of thing was wrong.',
  valuesConfig: {
    INVALID: { description: 'A value breaks a rule.' },
    NOT_FOUND: { description: 'There is no such thing.' },
    CONFLICT: { description: 'It contradicts what is there.' },
    UNSUPPORTED: { description: 'This version can not do it.' },
    TOO_LARGE: { description: 'Over a limit of size.' },
    FORBIDDEN: { description: 'Your role may not.' },
  },
});

@ObjectType({ description: 'What was wrong with an input, for the person who gave it.' })
export class UserError {
  @Field(() => [String], {
    nullable: true,
    description: 'Path of the input field. Null where it is about no single one.',
  })
  field!: string[] | null;

  @Field(() => String, { description: 'The rule, then the value.' })
  message!: string;

  @Field(() => UserErrorCode, { description: 'What kind of thing was wrong.' })
  code!: UserErrorCode;
}
