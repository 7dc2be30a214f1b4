import { DomainError } from '../errors/domain-error.ts';

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
