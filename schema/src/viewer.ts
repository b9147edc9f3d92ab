import { Field, ObjectType, registerEnumType } from 'type-graphql';

export const Role = { VIEWER: 'VIEWER', OPERATOR: 'OPERATOR', ADMIN: 'ADMIN', WORKER: 'WORKER' } as const;
export type Role = keyof typeof Role;
registerEnumType(Role, {
  name: 'Role',
  description: 'What someone may do.',
  valuesConfig: {
    VIEWER: { description: 'Reads.' },
    OPERATOR: { description: 'Also registers and starts measurements.' },
    ADMIN: { description: 'Also deletes, and gives out tokens.' },
    WORKER: { description: 'Only claims shards and posts results.' },
  },
});

@ObjectType({ description: 'Who is asking.' })
export class Viewer {
  @Field(() => String, { description: 'Name of the token, or of this machine.' })
  name!: string;

  @Field(() => Role, { description: 'What they may do.' })
  role!: Role;
}
