/** Says what is wrong with a dataset's file, with the value, and what would be right. Trying again would not help. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
}
