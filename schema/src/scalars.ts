import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

export { GraphQLDateTime as DateTime } from 'graphql-scalars';

const text = (name: string, value: unknown, pattern: RegExp, rule: string): string => {
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw new GraphQLError(`${name} must be ${rule}; got ${JSON.stringify(value)?.slice(0, 80)}`);
};

const textScalar = (
  name: string,
  description: string,
  pattern: RegExp,
  rule: string,
): GraphQLScalarType<string, string> =>
  new GraphQLScalarType({
    name,
    description,
    serialize: (value) => text(name, value, pattern, rule),
    parseValue: (value) => text(name, value, pattern, rule),
    parseLiteral: (node) => text(name, node.kind === Kind.STRING ? node.value : undefined, pattern, rule),
  });

export const Float32Base64 = textScalar(
  'Float32Base64',
  'A float32 array, little endian, in base64: exactly the stored values.',
  /^[A-Za-z0-9+/]*={0,2}$/,
  'base64',
);

export const Sha256 = textScalar(
  'Sha256',
  'A SHA-256 as 64 lower-case hexadecimal digits.',
  /^[0-9a-f]{64}$/,
  '64 lower-case hexadecimal digits',
);
