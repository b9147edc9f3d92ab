import { Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import { DateTime, Sha256 } from './scalars.ts';
import { UserError } from './user-error.ts';

@InputType({
  description:
    'Bytes that will arrive by PUT to url (raw body, Content-Length known); the answer to the PUT is 204, or 4xx with {"error": "..."}.',
})
export class CreateUploadInput {
  @Field(() => String, { description: 'Name of the file, e.g. net.onnx.' })
  fileName!: string;

  @Field(() => Float, { description: 'Its size in bytes.' })
  sizeBytes!: number;

  @Field(() => Sha256, { nullable: true, description: 'Its SHA-256; other bytes are refused.' })
  sha256?: string | null;
}

@ObjectType({ description: 'A place to put bytes.' })
export class Upload {
  @Field(() => ID, { description: 'Pass it to registerModel or registerDataset.' })
  id!: string;

  @Field(() => String, { description: 'Where to PUT the bytes, from the root of this server.' })
  url!: string;

  @Field(() => DateTime, { description: 'Until when.' })
  expiresAt!: Date;
}

@ObjectType({ description: 'Answer to createUpload.' })
export class CreateUploadPayload {
  @Field(() => Upload, { nullable: true, description: 'Null where there are userErrors.' })
  upload!: Upload | null;

  @Field(() => [UserError], { description: 'What was wrong with the input; nothing was made.' })
  userErrors!: UserError[];
}
