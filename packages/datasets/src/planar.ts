import { type Bytes, wholeItems } from './byte-streams.ts';

/** Images whose channels lie one after another, channel × height × width, as height × width × channel. */
export async function* interleaved(rows: Bytes, channels: number, imageBytes: number): AsyncGenerator<Uint8Array> {
  for await (const chunk of wholeItems(rows, imageBytes)) {
    const images = new Uint8Array(chunk.length);
    for (let start = 0; start < chunk.length; start += imageBytes) {
      interleave(chunk.subarray(start, start + imageBytes), images.subarray(start, start + imageBytes), channels);
    }
    yield images;
  }
}

function interleave(planes: Uint8Array, image: Uint8Array, channels: number): void {
  const pixels = planes.length / channels;
  for (let channel = 0; channel < channels; channel++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      image[pixel * channels + channel] = planes[channel * pixels + pixel] ?? 0;
    }
  }
}
