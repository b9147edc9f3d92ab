/** Parameters of a Jacobian norm as they are kept: every default filled in, keys of the public schema. */
export interface JacobianNormParameters {
  /** Images that are drawn from all. */
  images: number;
  /** Random directions, the same for every image. */
  directions: number;
  /** h of the forward difference, a distance in normalised pixel space. */
  difference: number;
  seed: number;
}

/** Of the images of some rounds. */
export interface JacobianNormRecord {
  /** Of each image, in the order drawn: mean over directions of D ||(f(x + h u) - f(x)) / h||^2, f the network's scores. */
  squares: number[];
}

/** Images of one round. */
export const JACOBIAN_ROUND = 50;
