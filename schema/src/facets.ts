import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A tag key with the values it has.' })
export class TagFacet {
  @Field(() => String, { description: 'The key.' })
  key!: string;

  @Field(() => [String], { description: 'Its values, each once.' })
  values!: string[];
}

@ObjectType({ description: 'What there is to choose from.' })
export class Facets {
  @Field(() => [TagFacet], { description: 'Tag keys with their values.' })
  tags!: TagFacet[];

  @Field(() => [String], { description: 'Metric names.' })
  metrics!: string[];
}
