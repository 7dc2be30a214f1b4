import { PicturesFull, UnknownPicture } from './catalog.errors.ts';
import type { LocalizedText } from './localized-text.ts';

/** More pictures than anybody looks at. */
export const MOST_PICTURES = 30;

/** The longest side of each size, in pixels; a smaller picture is not made larger. */
export const PICTURE_SIDES = { SMALL: 320, MEDIUM: 800, LARGE: 1_600 } as const;
export type PictureSize = keyof typeof PICTURE_SIDES;
export const PICTURE_SIZES = Object.keys(PICTURE_SIDES) as [PictureSize, ...PictureSize[]];

/** One of a product's pictures. The first is the cover. */
export interface ProductPicture {
  /** The SHA-256 of the large picture's bytes. */
  readonly id: string;
  readonly alt: LocalizedText;
}

/** Adds a picture at the end; one that the product has already stays where it is. Throws `PicturesFull`. */
export function addPicture(pictures: readonly ProductPicture[], added: ProductPicture): readonly ProductPicture[] {
  if (pictures.some(({ id }) => id === added.id)) return pictures;
  if (pictures.length >= MOST_PICTURES) throw new PicturesFull(MOST_PICTURES);
  return [...pictures, added];
}

/** The named pictures in the named order; those that are not named are gone. Throws `UnknownPicture`. */
export function arrangePictures(
  pictures: readonly ProductPicture[],
  order: readonly { readonly id: string; readonly alt?: LocalizedText }[],
): readonly ProductPicture[] {
  return order.map(({ id, alt }) => {
    const picture = requirePictureOf(pictures, id);
    return { ...picture, alt: alt ?? picture.alt };
  });
}

export function requirePictureOf(pictures: readonly ProductPicture[], id: string): ProductPicture {
  const picture = pictures.find((each) => each.id === id);
  if (!picture) throw new UnknownPicture(id);
  return picture;
}

/** Makes the sizes of a picture, off the main thread and without anything that the file says besides its pixels. */
export abstract class PictureMaker {
  /** WebP by size. Throws `PictureBroken`, and `PicturesBusy` when too many wait. */
  abstract make(picture: Uint8Array): Promise<Readonly<Record<PictureSize, Uint8Array>>>;
}

/** The pictures of products and their files. Everything runs within the open transaction. */
export abstract class PictureShelf {
  /** Keeps the sizes of a picture and answers its id; the same picture twice is kept once. */
  abstract keep(sizes: Readonly<Record<PictureSize, Uint8Array>>): Promise<string>;

  /**
   * Lets `choose` say which pictures a product has, in order. Variants go on being shown by the same picture, or by none
   * when it is gone. The product has to be locked.
   */
  abstract change(
    productId: string,
    choose: (pictures: readonly ProductPicture[]) => readonly ProductPicture[],
  ): Promise<void>;

  /** From now on the picture shows these variants of its product and no others. Throws `UnknownPicture`. */
  abstract showVariants(productId: string, pictureId: string, variantIds: readonly string[]): Promise<void>;
}
