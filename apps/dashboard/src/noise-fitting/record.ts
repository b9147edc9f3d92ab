/** A recordNoiseFitting mutation with every field that a record can have, for a dataset; two epochs as an example. */
export function recordText(dataset: string): string {
  return `mutation {
  recordNoiseFitting(
    input: {
      model: "MODEL"
      dataset: ${JSON.stringify(dataset)}
      architecture: "small-cnn"
      noise: RADIAL
      frequency: 0.03
      amplitude: 0.3
      seed: 0
      epochs: [
        { epoch: 1, trainLoss: 2.06, cleanLoss: 1.38, noisyLoss: 1.79, waveFitting: 0.002, cleanAccuracy: 0.71 }
        { epoch: 2, trainLoss: 1.55, cleanLoss: 0.93, noisyLoss: 1.54, waveFitting: 0.011, cleanAccuracy: 0.78 }
      ]
    }
  ) {
    measurement {
      id
      minimum
      maximumWaveFitting
    }
    userErrors {
      field
      message
    }
  }
}
`;
}
