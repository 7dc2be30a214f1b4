import { ResizeFit, Transformer } from '@napi-rs/image';
import { DecodingLimit, type DecodingLimits, requirePicture } from '@tovar/platform';
import { PICTURE_SIDES, PictureMaker, type PictureSize } from '../domain/pictures.ts';

const QUALITY = 82;

/** Decodes and resizes with Rust's image library on libuv's threads. */
export class NapiPictureMaker extends PictureMaker {
  private readonly limit: DecodingLimit;

  constructor(limits: DecodingLimits) {
    super();
    this.limit = new DecodingLimit(limits);
  }

  make(picture: Uint8Array): Promise<Readonly<Record<PictureSize, Uint8Array>>> {
    return this.limit.run(() => sizesOf(picture));
  }
}

/** The large one is made once, turned as the camera was held; the others are made of it. */
async function sizesOf(picture: Uint8Array): Promise<Record<PictureSize, Uint8Array>> {
  const largest = await within(picture, PICTURE_SIDES.LARGE, (transformer) => transformer.rotate()).png();
  const [SMALL, MEDIUM, LARGE] = await Promise.all([
    within(largest, PICTURE_SIDES.SMALL).webp(QUALITY),
    within(largest, PICTURE_SIDES.MEDIUM).webp(QUALITY),
    new Transformer(largest).webp(QUALITY),
  ]);
  return { SMALL, MEDIUM, LARGE };
}

/** Made smaller until neither side is longer, never larger. */
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
