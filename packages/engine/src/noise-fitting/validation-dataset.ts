/** What two datasets are compared by. */
interface Facts {
  imageShape: readonly number[] | null;
  classes: ArrayLike<unknown>;
  /** Of the images as they are kept; left out where it is not known. */
  canonicalSha256?: string | null;
}

/** What is wrong with taking losses on `validation` of a network that is trained on `images`; null where nothing is. */
export function validationDatasetProblem(images: Facts, validation: Facts): string | null {
  const [shape, other] = [images, validation].map(({ imageShape }) => imageShape?.join(' x ') ?? 'none');
  if (shape !== other)
    return `the validation dataset must have images of the dataset's height, width and channels, ${shape}; got ${other}`;
  if (images.classes.length !== validation.classes.length)
    return `the validation dataset must have the dataset's ${images.classes.length} classes; got ${validation.classes.length}`;
  if (images.canonicalSha256 != null && images.canonicalSha256 === validation.canonicalSha256)
    return 'the validation dataset must have images that are not trained on; got the same dataset (leave it out to keep a share of it from training)';
  return null;
}
