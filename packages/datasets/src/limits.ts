/** Labels are held in memory: two bytes an image. */
export const MAXIMUM_IMAGE_COUNT = 2 ** 24;
/** One image is held in memory at a time. */
export const MAXIMUM_IMAGE_BYTES = 2 ** 28;
/** What a compressed source may unpack to on disk, unless the caller says otherwise. */
export const MAXIMUM_UNPACKED_BYTES = 64 * 2 ** 30;
/** Deflate can't make more than this of a byte (a property of the format), so a source that declares more lies. */
export const DEFLATE_LIMIT = 1032;
/** Files of a folder or archive: their names are held in memory, some 200 bytes each. */
export const MAXIMUM_FILE_COUNT = 200_000;
