/** Parameters of a Fourier heat map as they are kept: every default filled in, keys of the public schema. */
export interface FourierHeatMapParameters {
  /** Images that are drawn from all. */
  images: number;
  /** L2 norm of the shift, in normalised pixel space. */
  norm: number;
  /** Only cells up to this image frequency, in cycles per image; null for all. */
  maximumImageFrequency: number | null;
  seed: number;
}

/** Of some rounds: round 0 is of the images as they are, round k of them shifted by the k-th cell's basis image (cells row by row). */
export interface FourierHeatMapRecord {
  /** By round: images whose most likely class is not their own. */
  errors: number[];
}
