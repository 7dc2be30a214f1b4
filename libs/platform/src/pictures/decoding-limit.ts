import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import { PictureBroken, PicturesBusy } from './picture.errors.ts';

export interface DecodingLimits {
  /** How many are unpacked at a time; each takes four bytes a pixel and one of libuv's threads. */
  readonly concurrency: number;
  readonly queue: number;
}

/** Keeps a service alive that is sent many pictures at once: a few are unpacked, some wait, others are refused. */
export class DecodingLimit {
  private readonly limit: ReturnType<typeof bulkhead>;

  constructor({ concurrency, queue }: DecodingLimits) {
    this.limit = bulkhead(concurrency, queue);
  }

  /** Throws `PicturesBusy` when too many wait, and `PictureBroken` for whatever the decoder throws. */
  async run<T>(decode: () => Promise<T>): Promise<T> {
    try {
      return await this.limit.execute(decode);
    } catch (error) {
      if (error instanceof BulkheadRejectedError) throw new PicturesBusy({ cause: error });
      throw new PictureBroken({ cause: error });
    }
  }
}
