import { Field, Int, ObjectType } from 'type-graphql';
import { Class } from './dataset.ts';
import { PageInfo } from './page-info.ts';

@ObjectType({ description: 'An image of a dataset.' })
export class Image {
  @Field(() => Int, { description: 'Its index in the dataset, from 0.' })
  index!: number;

  @Field(() => Class, { description: 'The class it is labelled as.' })
  class!: Class;

  @Field(() => String, { description: 'Where its picture is (PNG), from the root of this server.' })
  url!: string;
}

@ObjectType({ description: 'An image in a list.' })
export class ImageEdge {
  @Field(() => String, { description: 'Pass it as `after` to go on from here.' })
  cursor!: string;

  @Field(() => Image, { description: 'The image.' })
  node!: Image;
}

@ObjectType({ description: 'A page of images.' })
export class ImageConnection {
  @Field(() => [ImageEdge], { description: 'The images of this page.' })
  edges!: ImageEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are on all pages.' })
  totalCount!: number;
}
