import { DomainError } from '@tovar/platform';
import { readPictureHeader } from './picture-header.ts';

/** The squares that are made of each picture, by their side in pixels. */
export const AVATAR_SIZES = { SMALL: 64, MEDIUM: 128, LARGE: 512 } as const;
export type AvatarSize = keyof typeof AVATAR_SIZES;
export const AVATAR_SIZE_NAMES = Object.keys(AVATAR_SIZES) as [AvatarSize, ...AvatarSize[]];

/** Where clients get it; what is at this address never changes, because every upload has an id of its own. */
export function avatarUrl(avatarId: string, size: AvatarSize): string {
  return `/api/v1/avatars/${avatarId}/${size.toLowerCase()}`;
}

/** Where the file store keeps it. */
export function avatarPath(avatarId: string, size: AvatarSize): string {
  return `avatars/${avatarId}-${AVATAR_SIZES[size]}.webp`;
}

/** Makes the squares of a picture, off the main thread and without anything that the file says besides its pixels. */
export abstract class AvatarMaker {
  /** WebP by size. Throws `PictureBroken`, and `PicturesBusy` when too many wait. */
  abstract make(picture: Uint8Array): Promise<Readonly<Record<AvatarSize, Uint8Array>>>;
}

/** What is not recognised as one of the types by its content, whatever it is called. */
export class PictureTypeRefused extends DomainError {
  readonly code = 'PICTURE_TYPE_REFUSED';
  override readonly kind = 'unsupported-media-type';
  constructor() {
    super('Send a picture as PNG, JPEG or WebP, not animated.');
  }
}

/** More pixels than the shop will unpack, however small the file is. */
export class PictureTooLarge extends DomainError {
  readonly code = 'PICTURE_TOO_LARGE';
  override readonly kind = 'too-large';
  constructor(pixels: number, allowedPixels: number) {
    super(`The picture has ${pixels} pixels; ${allowedPixels} are allowed.`, { pixels, allowedPixels });
  }
}

/** It begins like a picture but cannot be read to its end. */
export class PictureBroken extends DomainError {
  readonly code = 'PICTURE_BROKEN';
  constructor(options?: ErrorOptions) {
    super('The picture cannot be read; it may be cut off.', {}, options);
  }
}

/** More pictures wait to be resized than the service will hold. */
export class PicturesBusy extends DomainError {
  readonly code = 'PICTURES_BUSY';
  override readonly kind = 'unavailable';
  constructor(options?: ErrorOptions) {
    super('Too many pictures are being resized at this moment. Try again in a few seconds.', {}, options);
  }
}

/** Judges a file by its first bytes, before anything is decoded. Throws `PictureTypeRefused` and `PictureTooLarge`. */
export function requirePicture(bytes: Uint8Array, allowedPixels: number): void {
  const header = readPictureHeader(bytes);
  if (!header) throw new PictureTypeRefused();
  const pixels = header.width * header.height;
  if (pixels === 0) throw new PictureBroken();
  if (pixels > allowedPixels) throw new PictureTooLarge(pixels, allowedPixels);
}
