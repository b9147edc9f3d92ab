/** Which class's images show; all when left out. */
export interface ClassState {
  class?: number;
}

export function parseClass(search: string): ClassState {
  const text = new URLSearchParams(search).get('class');
  return text !== null && /^\d+$/.test(text) ? { class: Number(text) } : {};
}

export function formatClass(state: ClassState): string {
  return state.class === undefined ? '' : `?class=${state.class}`;
}
