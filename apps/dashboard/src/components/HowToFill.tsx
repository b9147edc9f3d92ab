/** Where models and datasets come from, for pages that have none yet. */
export function HowToFill() {
  return (
    <>
      Register models (.onnx) and datasets (.npz or IDX) with the GraphQL API, as <code>docs/api.md</code> says; or stop
      the server and start it with <code>npm start</code>, without <code>--no-demo</code>, for the demo&apos;s.
    </>
  );
}
