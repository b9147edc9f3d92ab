/** Whether a page of the bar is the one that a path belongs to. A measurement's paths are looked at from its model's page. */
export function isCurrent(path: string, href: string): boolean {
  if (href === '/') return path === '/';
  const isInspector = /^\/measurements\/[^/]+\/paths$/.test(path);
  if (href === '/models' && isInspector) return true;
  if (href === '/measure' && path.startsWith('/measurements/')) return !isInspector;
  return path === href || path.startsWith(`${href}/`);
}
