import type { Bytes } from './byte-streams.ts';

export interface PixelStatistics {
  mean: number[];
  std: number[];
}

/**
 * Mean and population standard deviation of pixels / 255 by channel, from the count of each of the 256 values: exact
 * counts, so neither order nor chunks matter. mean = sum n(v) v / 255 / N, std = sqrt(sum n(v) (v / 255 - mean)^2 / N).
 */
export class PixelCounts {
  private readonly counts: Float64Array;
  private channel = 0;

  constructor(private readonly channels: number) {
    this.counts = new Float64Array(256 * channels);
  }

  /** Passes the bytes on and counts them. They run through the channels, whatever the chunks. */
  async *counting(pixels: Bytes): AsyncGenerator<Uint8Array> {
    for await (const chunk of pixels) {
      this.add(chunk);
      yield chunk;
    }
  }

  statistics(): PixelStatistics {
    const channels = Array.from({ length: this.channels }, (_, channel) => this.statisticsOf(channel));
    return { mean: channels.map(({ mean }) => mean), std: channels.map(({ std }) => std) };
  }

  private add(chunk: Uint8Array): void {
    const { counts, channels } = this;
    let channel = this.channel;
    for (let at = 0; at < chunk.length; at++) {
      const cell = channel * 256 + (chunk[at] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
      channel = channel + 1 === channels ? 0 : channel + 1;
    }
    this.channel = channel;
  }

  private statisticsOf(channel: number): { mean: number; std: number } {
    const counts = this.counts.subarray(channel * 256, (channel + 1) * 256);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const mean = counts.reduce((sum, count, value) => sum + count * value, 0) / 255 / total;
    const variance = counts.reduce((sum, count, value) => sum + count * (value / 255 - mean) ** 2, 0) / total;
    // Rounding of the mean must not make a spread where all pixels are equal.
    return { mean, std: counts.includes(total) ? 0 : Math.sqrt(variance) };
  }
}
