import { PictureBroken, PictureTooLarge, PictureTypeRefused } from './picture.errors.ts';
import { type PictureHeader, readPictureHeader } from './picture-header.ts';

/**
 * Judges a file by its first bytes, before anything is decoded. Throws `PictureTypeRefused`,
 * `PictureTooLarge` and `PictureBroken`.
 */
export function requirePicture(bytes: Uint8Array, allowedPixels: number): PictureHeader {
  const header = readPictureHeader(bytes);
  if (!header) throw new PictureTypeRefused();
  const pixels = header.width * header.height;
  if (pixels === 0) throw new PictureBroken();
  if (pixels > allowedPixels) throw new PictureTooLarge(pixels, allowedPixels);
  return header;
}
