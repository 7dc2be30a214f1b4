import { ResizeFit, Transformer } from '@napi-rs/image';
import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import { AVATAR_SIZES, AvatarMaker, type AvatarSize, PictureBroken, PicturesBusy } from '../domain/avatar.ts';

const QUALITY = 85;

export interface ResizingLimits {
  /** How many are unpacked at a time; each takes four bytes a pixel and one of libuv's threads. */
  readonly concurrency: number;
  readonly queue: number;
}

/** Decodes and resizes with Rust's image library on libuv's threads. */
export class NapiAvatarMaker extends AvatarMaker {
  private readonly limit: ReturnType<typeof bulkhead>;

  constructor({ concurrency, queue }: ResizingLimits) {
    super();
    this.limit = bulkhead(concurrency, queue);
  }

  async make(picture: Uint8Array): Promise<Readonly<Record<AvatarSize, Uint8Array>>> {
    try {
      return await this.limit.execute(() => squaresOf(picture));
    } catch (error) {
      if (error instanceof BulkheadRejectedError) throw new PicturesBusy({ cause: error });
      throw new PictureBroken({ cause: error });
    }
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
