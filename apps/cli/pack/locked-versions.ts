import { z } from 'zod';

const lockFile = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });

/** The version that package-lock.json has of each package. Throws where it has none, or more than one for our own folders. */
export function lockedVersions(lock: unknown, names: readonly string[]): Record<string, string> {
  const { packages } = lockFile.parse(lock);
  const versionOf = (name: string): string => {
    const places = Object.keys(packages).filter((place) => PLACE.exec(place)?.groups?.name === name);
    const versions = new Set(places.map((place) => packages[place]?.version ?? 'none'));
    const [version] = versions;
    if (version === undefined || versions.size > 1)
      throw new Error(`package-lock.json must have one version of ${name}; got ${[...versions].join(', ') || 'none'}`);
    return version;
  };
  return Object.fromEntries(names.map((name) => [name, versionOf(name)]));
}

/** Where a program of ours finds a package: at the root, or in its workspace. What others bring for themselves is deeper. */
const PLACE = /^(?:(?:apps|packages)\/[^/]+\/)?node_modules\/(?<name>(?:@[^/]+\/)?[^/]+)$/;
