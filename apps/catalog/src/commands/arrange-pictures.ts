import { Injectable } from '@nestjs/common';
import { id } from '@tovar/contracts';
import { Database } from '@tovar/platform';
import { z } from 'zod';
import { arrangePictures, MOST_PICTURES, PictureShelf } from '../domain/pictures.ts';
import { touched } from '../domain/product.ts';
import { ProductRepository } from '../domain/product.repository.ts';
import { localizedText, noneTwice } from './product-input.ts';

export const pictureId = z.string().regex(/^[0-9a-f]{64}$/, 'Expected the id of a picture.');

export const arrangement = z.strictObject({
  /** In the new order, the cover first. Pictures that are not named are taken away. */
  pictures: z
    .array(z.strictObject({ id: pictureId, alt: localizedText(300).optional() }))
    .max(MOST_PICTURES)
    .refine(
      noneTwice(({ id: each }: { id: string }) => each),
      'Each picture has one place.',
    ),
});
export type Arrangement = z.output<typeof arrangement>;

export const arrangePicturesInput = arrangement.extend({ productId: id, expectedVersion: z.number().int() });
export type ArrangePicturesInput = z.output<typeof arrangePicturesInput>;

/** Puts a product's pictures in another order, gives them other texts, or takes some away. */
@Injectable()
export class ArrangePictures {
  constructor(
    private readonly database: Database,
    private readonly products: ProductRepository,
    private readonly shelf: PictureShelf,
  ) {}

  /** Throws `NotFound`, `VersionConflict` and `UnknownPicture`. */
  execute({ productId, expectedVersion, pictures: order }: ArrangePicturesInput): Promise<{ id: string }> {
    return this.database.transaction(async () => {
      await this.products.change(productId, expectedVersion, touched);
      await this.shelf.change(productId, (pictures) => arrangePictures(pictures, order));
      return { id: productId };
    });
  }
}
