import { ResizeFit, Transformer } from '@napi-rs/image';
import { DecodingLimit, type DecodingLimits } from './decoding-limit.ts';
import { requirePicture } from './require-picture.ts';

const QUALITY = 82;

/**
 * Makes WebP of a picture in several sizes: turned as the camera was held, without anything that the file says besides its
 * pixels, and smaller until it fits into each size, never larger. Rust's image library does it on libuv's threads.
 */
export class FittedPictures<Size extends string> {
  private readonly limit: DecodingLimit;

  /** `sides` is the longest side of each size, in pixels. */
  constructor(
    private readonly sides: Readonly<Record<Size, number>>,
    limits: DecodingLimits,
  ) {
    this.limit = new DecodingLimit(limits);
  }

  /** Throws `PictureBroken`, and `PicturesBusy` when too many wait. */
  make(picture: Uint8Array): Promise<Readonly<Record<Size, Uint8Array>>> {
    return this.limit.run(() => this.sizesOf(picture));
  }

  /** The largest is made once; all of them are made of it. */
  private async sizesOf(picture: Uint8Array): Promise<Record<Size, Uint8Array>> {
    const sizes = Object.entries(this.sides) as [Size, number][];
    const longest = Math.max(...sizes.map(([, side]) => side));
    const largest = await within(picture, longest, (transformer) => transformer.rotate()).png();
    const made = await Promise.all(
      sizes.map(async ([size, side]): Promise<[Size, Uint8Array]> => [size, await within(largest, side).webp(QUALITY)]),
    );
    return Object.fromEntries(made) as Record<Size, Uint8Array>;
  }
}

function within(
  picture: Uint8Array,
  side: number,
  turned: (transformer: Transformer) => Transformer = (transformer) => transformer,
): Transformer {
  const { width, height } = requirePicture(picture, Number.POSITIVE_INFINITY);
  const upright = turned(new Transformer(picture));
  return Math.max(width, height) <= side
    ? upright
    : upright.resize({ width: side, height: side, fit: ResizeFit.Inside });
}
