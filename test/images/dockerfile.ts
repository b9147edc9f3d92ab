import { DockerfileParser } from 'dockerfile-ast';

/** One line of a Dockerfile: what it does, with what. */
export interface Step {
  keyword: string;
  /** Of COPY --from=…; null: from the folder that is built. */
  from: string | null;
  text: string;
}

export interface Stage {
  name: string;
  /** A stage before, or an image of others. */
  base: string;
  steps: Step[];
}

/** What an image is run with. */
export interface Final {
  env: Record<string, string>;
  user: string | null;
  ports: number[];
  command: string[];
  healthCheck: string[] | null;
}

export interface Image {
  stages: Stage[];
  /** Names of stages. */
  targets: string[];
  /** With what its stages before set. */
  final(target: string): Final;
  copiedFromContext(): string[];
}

/** Reads the instructions that deploy/Dockerfile is made of. Throws at others: what is not understood is not passed over. */
export function readImage(text: string): Image {
  const stages: Stage[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const keyword = instruction.getKeyword();
    // With its flags, and in one line.
    const argumentsText = instruction
      .getTextContent()
      .slice(keyword.length)
      .replaceAll(/\\\n\s*/g, '')
      .trim();
    if (!KEYWORDS.has(keyword)) throw new Error(`instructions must be ${[...KEYWORDS].join(', ')}; got ${keyword}`);
    if (keyword === 'FROM') {
      const [, base = '', name = ''] = /^(\S+)\s+AS\s+(\S+)$/.exec(argumentsText) ?? [];
      if (name === '') throw new Error(`every stage must have a name (FROM … AS …); got ${argumentsText}`);
      stages.push({ name, base, steps: [] });
      continue;
    }
    const [, from = null, rest = ''] = /^(?:--from=(\S+)\s+)?(.*)$/s.exec(argumentsText) ?? [];
    stages.at(-1)?.steps.push({ keyword, from, text: rest });
  }
  return {
    stages,
    targets: stages.map(({ name }) => name),
    final: (target) => finalOf(stages, target),
    copiedFromContext: () =>
      stages.flatMap(({ steps }) =>
        steps
          .filter(({ keyword, from }) => keyword === 'COPY' && from === null)
          .flatMap((step) => step.text.split(/\s+/).slice(0, -1)),
      ),
  };
}

const KEYWORDS = new Set(['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'EXPOSE', 'USER', 'HEALTHCHECK', 'CMD']);

/** A stage with those that it is made from, the first of them first. */
export function lineOf(stages: readonly Stage[], target: string): Stage[] {
  const stage = stages.find(({ name }) => name === target);
  return stage ? [...lineOf(stages, stage.base), stage] : [];
}

function finalOf(stages: readonly Stage[], target: string): Final {
  const line = lineOf(stages, target);
  if (line.length === 0)
    throw new Error(`there must be a stage ${target}; there are ${stages.map(({ name }) => name)}`);
  const steps = line.flatMap((stage) => stage.steps);
  const texts = (keyword: string) => steps.filter((step) => step.keyword === keyword).map((step) => step.text);
  const exec = (text: string | undefined): string[] =>
    JSON.parse(/\[.*\]$/s.exec(text ?? '[]')?.[0] ?? '[]') as string[];
  const check = texts('HEALTHCHECK').at(-1);
  return {
    env: Object.fromEntries(
      texts('ENV').flatMap((text) =>
        [...text.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
      ),
    ),
    user: texts('USER').at(-1) ?? null,
    ports: texts('EXPOSE').map(Number),
    command: exec(texts('CMD').at(-1)),
    healthCheck: check === undefined ? null : exec(check),
  };
}
