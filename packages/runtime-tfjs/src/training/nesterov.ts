import type { NamedTensorMap, Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Tf } from '../tf.ts';

const MOMENTUM = 0.9;
const LARGEST_NORM = 5;

/** A weight that is trained. */
export interface TrainedWeight {
  name: string;
  variable: Variable;
  /** Whether weight decay holds for it. */
  decays: boolean;
}

/**
 * Stochastic gradient descent with Nesterov momentum 0.9, as PyTorch writes it: v <- 0.9 v + g, w <- w - rate * (g + 0.9 v).
 * g is the gradient of the loss with its weight decay, cut to a norm of at most 5 over all weights together.
 */
export class Nesterov {
  /** v, by weight. */
  readonly momenta: readonly Variable[];

  constructor(
    private readonly core: Tf['core'],
    private readonly weights: readonly TrainedWeight[],
    private readonly weightDecay: number,
  ) {
    this.momenta = weights.map(({ variable }) =>
      core.tidy(() => core.variable(core.zeros(variable.shape, 'float32'), false)),
    );
  }

  /** Moves all weights by the gradients of the mean cross-entropy, which are by the variables' names. */
  step(gradients: NamedTensorMap, learningRate: number): void {
    const { core } = this;
    const whole = this.weights.map((weight) => this.withDecay(weight, gradients[weight.variable.name]));
    const factor = cuttingFactor(core, whole);
    for (const [k, { variable }] of this.weights.entries()) {
      const [gradient, momentum] = [whole[k], this.momenta[k]];
      if (!gradient || !momentum) continue;
      const cut = core.mul(gradient, factor);
      const velocity = core.add(core.mul(momentum, MOMENTUM), cut);
      momentum.assign(velocity);
      const move = core.add(core.mul(velocity, MOMENTUM), cut);
      variable.assign(core.sub(variable, core.mul(move, learningRate)));
    }
  }

  dispose(): void {
    for (const momentum of this.momenta) momentum.dispose();
  }

  private withDecay({ name, variable, decays }: TrainedWeight, gradient: Tensor | undefined): Tensor {
    if (!gradient) throw new RangeError(`every weight must have a gradient; ${name} has none`);
    if (!decays || this.weightDecay === 0) return gradient;
    return this.core.add(gradient, this.core.mul(variable, this.weightDecay));
  }
}

/** min(1, 5 / the norm of all gradients together), on the device: nothing waits for it. */
function cuttingFactor(core: Tf['core'], gradients: readonly Tensor[]): Scalar {
  const squares = gradients.map((gradient) => {
    const square = core.square(gradient);
    // Rows first: one long sum loses digits.
    return core.sum(square.rank > 1 ? core.sum(square, -1) : square);
  });
  // Not addN: on WebGPU it binds more buffers than a device takes, and then adds nothing.
  const norm = core.sqrt(core.sum(core.stack(squares)));
  return core.minimum(1, core.div(LARGEST_NORM, norm));
}
