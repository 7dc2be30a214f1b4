import { Injectable } from '@nestjs/common';
import { FileStore, requirePicture } from '@tovar/platform';
import { v4 as randomUuid } from 'uuid';
import { PICTURE_SIZES, PictureMaker, picturePath } from '../domain/pictures.ts';
import { ReviewsConfig } from '../reviews.config.ts';

/** The files of pictures: made small, and kept under an id that nobody can guess. */
@Injectable()
export class PictureFiles {
  constructor(
    private readonly maker: PictureMaker,
    private readonly files: FileStore,
    private readonly config: ReviewsConfig,
  ) {}

  /**
   * Returns the id of the picture; its files are there by then. Throws `PictureTypeRefused`, `PictureTooLarge`,
   * `PictureBroken` and `PicturesBusy`.
   */
  async keep(file: Uint8Array): Promise<string> {
    requirePicture(file, this.config.REVIEWS_PICTURE_MAX_PIXELS);
    const sizes = await this.maker.make(file);
    const pictureId = randomUuid();
    const put = PICTURE_SIZES.map((size) =>
      this.files.put(picturePath(pictureId, size), { contentType: 'image/webp', bytes: sizes[size] }),
    );
    await Promise.all(put);
    return pictureId;
  }

  /** Removing what is not there is fine. */
  async remove(pictureIds: readonly string[]): Promise<void> {
    const paths = pictureIds.flatMap((picture) => PICTURE_SIZES.map((size) => picturePath(picture, size)));
    await Promise.all(paths.map((path) => this.files.remove(path)));
  }
}
