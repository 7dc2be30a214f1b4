import { Injectable } from '@nestjs/common';
import { Database, requirePicture } from '@tovar/platform';
import { CatalogConfig } from '../catalog.config.ts';
import type { LocalizedText } from '../domain/localized-text.ts';
import { addPicture, PictureMaker, PictureShelf } from '../domain/pictures.ts';
import { touched } from '../domain/product.ts';
import { ProductRepository } from '../domain/product.repository.ts';

export interface AddPictureInput {
  readonly productId: string;
  /** Any version will do when it is left out: pictures are added at the end. */
  readonly expectedVersion?: number;
  readonly file: Uint8Array;
  /** Default: the product's name. */
  readonly alt?: LocalizedText;
}

/** Puts a picture behind those that a product has, made in three sizes. The same picture again changes nothing. */
@Injectable()
export class AddPicture {
  constructor(
    private readonly database: Database,
    private readonly products: ProductRepository,
    private readonly shelf: PictureShelf,
    private readonly maker: PictureMaker,
    private readonly config: CatalogConfig,
  ) {}

  /**
   * Throws `PictureTypeRefused`, `PictureTooLarge`, `PictureBroken`, `PicturesBusy`, `NotFound`, `VersionConflict` and
   * `PicturesFull`.
   */
  async execute({ productId, expectedVersion, file, alt }: AddPictureInput): Promise<{ pictureId: string }> {
    requirePicture(file, this.config.CATALOG_PICTURE_MAX_PIXELS);
    // Before the transaction: nobody waits for a decoder behind a lock.
    const sizes = await this.maker.make(file);
    return this.database.transaction(async () => {
      const { name } = await this.products.change(productId, expectedVersion, touched);
      const pictureId = await this.shelf.keep(sizes);
      await this.shelf.change(productId, (pictures) => addPicture(pictures, { id: pictureId, alt: alt ?? name }));
      return { pictureId };
    });
  }
}
