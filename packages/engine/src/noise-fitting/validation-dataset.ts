/** What two datasets must have in common. */
interface Facts {
  imageShape: readonly number[] | null;
  classes: ArrayLike<unknown>;
}

/** What is wrong with taking losses on `validation` of a network that is trained on `images`; null where nothing is. */
export function validationDatasetProblem(images: Facts, validation: Facts): string | null {
  const [shape, other] = [images, validation].map(({ imageShape }) => imageShape?.join(' x ') ?? 'none');
  if (shape !== other)
    return `the validation dataset must have images of the dataset's height, width and channels, ${shape}; got ${other}`;
  if (images.classes.length !== validation.classes.length)
    return `the validation dataset must have the dataset's ${images.classes.length} classes; got ${validation.classes.length}`;
  return null;
}
