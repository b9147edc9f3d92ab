import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTime } from './scalars.ts';
import { UserError } from './user-error.ts';
import { Role } from './viewer.ts';

@ObjectType({ description: 'An access token that was given out. Its secret is kept nowhere.' })
export class Token {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'Who or what it is for.' })
  name!: string;

  @Field(() => Role, { description: 'What its holder may do.' })
  role!: Role;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was used last, to the minute. Null: never.' })
  lastUsedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it stops to hold. Null: never.' })
  expiresAt!: Date | null;
}

@InputType({ description: 'A token to make.' })
export class CreateTokenInput {
  @Field(() => String, { description: 'Who or what it is for.' })
  name!: string;

  @Field(() => Role, { description: 'What its holder may do.' })
  role!: Role;

  @Field(() => DateTime, { nullable: true, description: 'When it stops to hold; never when left out.' })
  expiresAt?: Date | null;
}

@ObjectType({ description: 'Answer to createToken.' })
export class CreateTokenPayload {
  @Field(() => ID, { nullable: true, description: 'Of the token. Null where there are userErrors.' })
  id!: string | null;

  @Field(() => String, { nullable: true, description: 'The token itself, shown this once.' })
  secret!: string | null;

  @Field(() => [UserError], { description: 'Why none was made.' })
  userErrors!: UserError[];
}

@InputType({ description: 'A token to revoke.' })
export class RevokeTokenInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;
}

@ObjectType({ description: 'Answer to revokeToken.' })
export class RevokeTokenPayload {
  @Field(() => ID, { nullable: true, description: 'What holds no more. Null where there are userErrors.' })
  revokedTokenId!: string | null;

  @Field(() => [UserError], { description: 'Why it could not be revoked.' })
  userErrors!: UserError[];
}
