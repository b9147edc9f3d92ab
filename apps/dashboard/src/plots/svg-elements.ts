/** Makes elements of a mark that draws itself, with their attributes and text, in the document that the plot is drawn in. */
export function svgElements(document: Document = globalThis.document) {
  return (name: string, attributes: Record<string, string | number>, text?: string): SVGElement => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name) as SVGElement;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    if (text !== undefined) element.textContent = text;
    return element;
  };
}
