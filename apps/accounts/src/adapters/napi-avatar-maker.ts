import { ResizeFit, Transformer } from '@napi-rs/image';
import { DecodingLimit, type DecodingLimits } from '@tovar/platform';
import { AVATAR_SIZES, AvatarMaker, type AvatarSize } from '../domain/avatar.ts';

const QUALITY = 85;

/** Decodes and resizes with Rust's image library on libuv's threads. */
export class NapiAvatarMaker extends AvatarMaker {
  private readonly limit: DecodingLimit;

  constructor(limits: DecodingLimits) {
    super();
    this.limit = new DecodingLimit(limits);
  }

  make(picture: Uint8Array): Promise<Readonly<Record<AvatarSize, Uint8Array>>> {
    return this.limit.run(() => squaresOf(picture));
  }
}

/** The large square is made once, turned as the camera was held; the others are made of it. */
async function squaresOf(picture: Uint8Array): Promise<Record<AvatarSize, Uint8Array>> {
  const largest = await square(new Transformer(picture).rotate(), AVATAR_SIZES.LARGE).png();
  const [SMALL, MEDIUM, LARGE] = await Promise.all(
    [AVATAR_SIZES.SMALL, AVATAR_SIZES.MEDIUM, AVATAR_SIZES.LARGE].map((side) =>
      square(new Transformer(largest), side).webp(QUALITY),
    ),
  );
  return { SMALL, MEDIUM, LARGE } as Record<AvatarSize, Uint8Array>;
}

function square(picture: Transformer, side: number): Transformer {
  return picture.resize({ width: side, height: side, fit: ResizeFit.Cover });
}
