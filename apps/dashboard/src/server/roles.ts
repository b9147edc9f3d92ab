/** Roles that a token may have, with what their holders may do. */
export const ROLES = [
  { value: 'VIEWER', label: 'Viewer', may: 'reads' },
  { value: 'OPERATOR', label: 'Operator', may: 'reads, registers and starts measurements' },
  { value: 'ADMIN', label: 'Admin', may: 'does all that, deletes and gives out tokens' },
  { value: 'WORKER', label: 'Worker', may: 'claims shards and posts results' },
] as const;

export type RoleName = (typeof ROLES)[number]['value'];

/** `operator, who reads, registers and starts measurements`; a role that is not known prints as it is. */
export function roleWords(role: string): string {
  const known = ROLES.find(({ value }) => value === role);
  return known ? `${known.label.toLowerCase()}, who ${known.may}` : role;
}
