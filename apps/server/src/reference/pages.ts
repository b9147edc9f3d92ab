import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  print,
} from 'graphql';
import { escaped, page, table } from './markdown.ts';

const ROOTS = ['Query', 'Mutation', 'Subscription'];
/** Which page a type stands on. */
const PAGES = { objects: 'objects.md', inputs: 'inputs.md', enums: 'enums.md', scalars: 'scalars.md' } as const;
const NOTE = '<!-- Written by `npm run reference` from schema/schema.graphql. Not to be edited by hand. -->';

/** The whole reference of a schema: the text of each page by the name of its file. Every type, field, argument and value. */
export function referencePages(schema: GraphQLSchema): Map<string, string> {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !ROOTS.includes(type.name),
  );
  const objects = types.filter((type) => isObjectType(type) || isInterfaceType(type));
  return new Map([
    ['README.md', page([NOTE, ...INDEX], ...ROOTS.map((name) => rootBlock(schema, name)))],
    [PAGES.objects, page([NOTE, '# Objects', ''], ...objects.map((type) => objectBlock(schema, type)))],
    [PAGES.inputs, page([NOTE, '# Inputs', ''], ...types.filter(isInputObjectType).map(inputBlock))],
    [PAGES.enums, page([NOTE, '# Enums', ''], ...types.filter(isEnumType).map(enumBlock))],
    [PAGES.scalars, page([NOTE, '# Scalars', ''], ...types.filter(isScalarType).map(heading))],
  ]);
}

const INDEX = [
  '# Reference',
  '',
  'What can be asked of `/graphql` and, for the subscription, of `/graphql/stream`. A type that ends with `!` is never null; arguments and fields of inputs without it may be left out. [api.md](../api.md) shows them at work.',
  '',
  `Types: [objects](${PAGES.objects}) that are answered, [inputs](${PAGES.inputs}) that are given, [enums](${PAGES.enums}) and [scalars](${PAGES.scalars}).`,
  '',
];

function rootBlock(schema: GraphQLSchema, name: string): string[] {
  const type = schema.getType(name);
  if (!isObjectType(type)) return [];
  return [`## ${name}`, '', ...Object.values(type.getFields()).flatMap(rootFieldBlock)];
}

function rootFieldBlock(field: GraphQLField<unknown, unknown>): string[] {
  const { name, description, type, args } = field;
  return [
    ...[`### ${name}`, '', escaped(description ?? ''), '', `Gives ${linked(type)}.`, ''],
    ...table(['argument', 'type', 'default', ''], args.map(inputRow)),
  ];
}

function objectBlock(schema: GraphQLSchema, type: GraphQLObjectType | GraphQLInterfaceType): string[] {
  const kinds = isInterfaceType(type) ? schema.getPossibleTypes(type) : type.getInterfaces();
  const relation = isInterfaceType(type) ? 'Is one of' : 'Is a';
  const rows = Object.values(type.getFields()).flatMap((field) => [
    [`\`${field.name}\``, linked(field.type), '', escaped(field.description ?? '')],
    ...field.args.map((argument) => {
      const [, argumentType = '', given = '', what = ''] = inputRow(argument);
      return [`\`${field.name}(${argument.name})\``, argumentType, given, what];
    }),
  ]);
  return [
    ...heading(type),
    ...(kinds.length ? [`${relation} ${kinds.map(linked).join(', ')}.`, ''] : []),
    ...table(['field', 'type', 'default', ''], rows),
  ];
}

function inputBlock(type: GraphQLInputObjectType): string[] {
  const rows = Object.values(type.getFields()).map(inputRow);
  return [...heading(type), ...table(['field', 'type', 'default', ''], rows)];
}

function enumBlock(type: GraphQLEnumType): string[] {
  const rows = type.getValues().map(({ name, description }) => [`\`${name}\``, escaped(description ?? '')]);
  return [...heading(type), ...table(['value', ''], rows)];
}

function heading({ name, description }: GraphQLNamedType): string[] {
  return [`## ${name}`, '', escaped(description ?? ''), ''];
}

function inputRow({ name, type, defaultValue, description }: GraphQLArgument | GraphQLInputField): string[] {
  const value = defaultValue === undefined ? null : astFromValue(defaultValue, type);
  return [`\`${name}\``, linked(type), value ? `\`${print(value)}\`` : '', escaped(description ?? '')];
}

/** A type with a link to where it is described. */
function linked(type: GraphQLType): string {
  if (isNonNullType(type)) return `${linked(type.ofType)}!`;
  if (isListType(type)) return `\\[${linked(type.ofType)}\\]`;
  const { name } = getNamedType(type);
  return `[${name}](${pageOf(getNamedType(type))}#${name.toLowerCase()})`;
}

function pageOf(type: GraphQLNamedType): string {
  if (isInputObjectType(type)) return PAGES.inputs;
  if (isEnumType(type)) return PAGES.enums;
  return isScalarType(type) ? PAGES.scalars : PAGES.objects;
}
