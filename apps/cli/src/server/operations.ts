import { z } from 'zod';

/** A GraphQL document, and what of its answer this program relies on. */
export interface Operation<Answer> {
  document: string;
  answer: z.ZodType<Answer>;
}

const userError = z.object({ field: z.array(z.string()).nullable(), message: z.string(), code: z.string() });
export type UserError = z.infer<typeof userError>;
const userErrors = z.array(userError);

const named = z.object({ id: z.string(), name: z.string() });
export type Named = z.infer<typeof named>;

/** The answer to a mutation: what it made, and why it made nothing. `field` has one name in every document here. */
function payload<A extends z.ZodRawShape>(shape: A) {
  return z.object({ done: z.object({ ...shape, userErrors }) }).transform(({ done }) => done);
}

const mutation = (name: string, input: string, fields: string): string =>
  `mutation ($input: ${input}!) { done: ${name}(input: $input) { ${fields} userErrors { field message code } } }`;

export const createUpload = {
  document: mutation('createUpload', 'CreateUploadInput', 'upload { id url }'),
  answer: payload({ upload: z.object({ id: z.string(), url: z.string() }).nullable() }),
};

export const registerModel = {
  document: mutation('registerModel', 'RegisterModelInput', 'model { id name format parameterCount classCount }'),
  answer: payload({
    model: named
      .extend({ format: z.string(), parameterCount: z.number().nullable(), classCount: z.number().nullable() })
      .nullable(),
  }),
};

export const registerDataset = {
  document: mutation(
    'registerDataset',
    'RegisterDatasetInput',
    'dataset { id name imageCount imageShape classes { name } }',
  ),
  answer: payload({
    dataset: named
      .extend({
        imageCount: z.number(),
        imageShape: z.array(z.number()),
        classes: z.array(z.object({ name: z.string() })),
      })
      .nullable(),
  }),
};

export const findModel = {
  document:
    'query ($text: String!, $id: ID!) { byId: model(id: $id) { id name } byName: model(name: $text) { id name } }',
  answer: z.object({ byId: named.nullable(), byName: named.nullable() }),
};

const someModels = z
  .object({ totalCount: z.number(), edges: z.array(z.object({ node: z.object({ name: z.string() }) })) })
  .transform(({ totalCount, edges }) => ({ totalCount, names: edges.map(({ node }) => node.name) }));

/** Some models: of those that the filter takes, and of all. */
export const nearModels = {
  document: `query ($near: ModelFilter!) {
    near: models(first: 100, filter: $near) { totalCount edges { node { name } } }
    all: models(first: 5) { totalCount edges { node { name } } } }`,
  answer: z.object({ near: someModels, all: someModels }),
};

export const listDatasets = {
  document: '{ datasets { id name } }',
  answer: z.object({ datasets: z.array(named) }),
};

const started = payload({ measurement: z.object({ id: z.string() }).nullable(), warnings: z.array(z.string()) });
export type Started = z.infer<typeof started>;
const start = (name: string, input: string) => ({
  document: mutation(name, input, 'measurement { id } warnings'),
  answer: started,
});

export const startPathSpectrum = start('measurePathSpectrum', 'MeasurePathSpectrumInput');
export const startEvaluation = start('evaluateModel', 'EvaluateModelInput');
export const startJacobianNorm = start('measureJacobianNorm', 'MeasureJacobianNormInput');
export const startFourierHeatMap = start('measureFourierHeatMap', 'MeasureFourierHeatMapInput');
export const startNoiseFitting = start('measureNoiseFitting', 'MeasureNoiseFittingInput');

const change = z.object({
  ...{ id: z.string(), status: z.string(), error: z.string().nullable(), method: z.string() },
  ...{ warnings: z.array(z.string()), model: named, dataset: named },
  progress: z.object({ done: z.number(), total: z.number() }),
});
export type Change = z.infer<typeof change>;

export const followMeasurement = {
  document: `subscription ($id: ID!) { measurementChanged(id: $id) {
    id status error method warnings model { id name } dataset { id name } progress { done total } } }`,
  answer: z.object({ measurementChanged: change }).transform(({ measurementChanged }) => measurementChanged),
};

const bounds = z.object({ lower: z.number().nullable(), upper: z.number().nullable() });
const mean = bounds.extend({ mean: z.number().nullable() }).nullish();
const value = bounds.extend({ value: z.number() }).nullish();

/** The numbers that a measurement is about; absent of other methods, null without results. */
export const readOutcome = {
  document: `query ($id: ID!) { measurement(id: $id) {
    ... on PathSpectrumMeasurement {
      within: highFrequencyFraction(scope: WITHIN_CLASS) { mean lower upper }
      between: highFrequencyFraction(scope: BETWEEN_CLASS) { mean lower upper } }
    ... on EvaluationMeasurement { accuracy { value lower upper } loss }
    ... on JacobianNormMeasurement { jacobianNorm { mean lower upper } }
    ... on FourierHeatMapMeasurement { errorRateUnshifted { value lower upper } }
    ... on NoiseFittingMeasurement { minimum maximumWaveFitting } } }`,
  answer: z
    .object({
      measurement: z.object({
        ...{ within: mean, between: mean, jacobianNorm: mean, accuracy: value, errorRateUnshifted: value },
        ...{ loss: z.number().nullish(), minimum: z.number().nullish(), maximumWaveFitting: z.number().nullish() },
      }),
    })
    .transform(({ measurement }) => measurement),
};
export type Outcome = z.infer<typeof readOutcome.answer>;

export const importResults = {
  document: mutation('importResults', 'ImportResultsInput', 'imported skipped'),
  answer: payload({ imported: z.number(), skipped: z.number() }),
};

export const createToken = {
  document: mutation('createToken', 'CreateTokenInput', 'id secret'),
  answer: payload({ id: z.string().nullable(), secret: z.string().nullable() }),
};

const token = z.object({
  ...{ id: z.string(), name: z.string(), role: z.string(), createdAt: z.string() },
  ...{ expiresAt: z.string().nullable(), lastUsedAt: z.string().nullable() },
});
export type Token = z.infer<typeof token>;

export const listTokens = {
  document: '{ tokens { id name role createdAt expiresAt lastUsedAt } }',
  answer: z.object({ tokens: z.array(token) }).transform(({ tokens }) => tokens),
};

export const revokeToken = {
  document: mutation('revokeToken', 'RevokeTokenInput', 'revokedTokenId'),
  answer: payload({ revokedTokenId: z.string().nullable() }),
};
