// Asks Dawn for its WebGPU adapter and has it compute, and prints one line of JSON: what the adapter says of itself, null
// where there is none, or the reason why it cannot. A process of its own: drivers crash and hang.
import { create, globals } from 'webgpu';

// Dawn aborts where its instance is collected as garbage while an adapter is in use.
const gpu = create([]);
const { GPUBufferUsage, GPUMapMode } = globals;
const TWICE = `@group(0) @binding(0) var<storage, read_write> values: array<f32>;
  @compute @workgroup_size(4) fn main(@builtin(global_invocation_id) id: vec3u) { values[id.x] = 2 * values[id.x]; }`;

async function twice(device) {
  const size = 16;
  const values = device.createBuffer({
    size,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
  });
  const read = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  device.queue.writeBuffer(values, 0, Float32Array.of(1, 2, 3, 4));
  const compute = { module: device.createShaderModule({ code: TWICE }), entryPoint: 'main' };
  const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute });
  const entries = [{ binding: 0, resource: { buffer: values } }];
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  pass.dispatchWorkgroups(1);
  pass.end();
  encoder.copyBufferToBuffer(values, 0, read, 0, size);
  device.queue.submit([encoder.finish()]);
  await read.mapAsync(GPUMapMode.READ);
  return String(new Float32Array(read.getMappedRange()));
}

async function probe() {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return { adapter: null };
  const { vendor, architecture, device, description, isFallbackAdapter = false } = adapter.info;
  const values = await twice(await adapter.requestDevice());
  if (values !== '2,4,6,8') throw new Error(`twice 1, 2, 3, 4 is ${values} there`);
  return { adapter: { vendor, architecture, device, description, isFallbackAdapter } };
}

const answer = await probe().catch((error) => ({ reason: String(error.message).trim().split('\n', 1)[0] }));
// Dawn's threads would keep the process.
process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0));
