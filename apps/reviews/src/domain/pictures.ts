/** The longest side of each size, in pixels; a smaller picture is not made larger. */
export const PICTURE_SIDES = { SMALL: 320, LARGE: 1_600 } as const;
export type PictureSize = keyof typeof PICTURE_SIDES;
export const PICTURE_SIZES = Object.keys(PICTURE_SIDES) as [PictureSize, ...PictureSize[]];

/** Where clients get it; what is at this address never changes, because every upload has an id of its own. */
export function pictureUrl(pictureId: string, size: PictureSize): string {
  return `/api/v1/customer-pictures/${pictureId}/${size.toLowerCase()}`;
}

/** Where the file store keeps it. */
export function picturePath(pictureId: string, size: PictureSize): string {
  return `review-pictures/${pictureId}-${PICTURE_SIDES[size]}.webp`;
}

/** Makes the sizes of a picture, off the main thread and without anything that the file says besides its pixels. */
export abstract class PictureMaker {
  /** WebP by size. Throws `PictureBroken`, and `PicturesBusy` when too many wait. */
  abstract make(picture: Uint8Array): Promise<Readonly<Record<PictureSize, Uint8Array>>>;
}
