import { Injectable } from '@nestjs/common';
import { id } from '@tovar/contracts';
import { Database } from '@tovar/platform';
import { z } from 'zod';
import { PictureShelf } from '../domain/pictures.ts';
import { requireVariants, touched } from '../domain/product.ts';
import { ProductRepository } from '../domain/product.repository.ts';
import { pictureId } from './arrange-pictures.ts';

export const shownVariants = z.strictObject({ variantIds: z.array(id).max(200) });
export type ShownVariants = z.output<typeof shownVariants>;

export const showVariantsInput = shownVariants.extend({ productId: id, pictureId, expectedVersion: z.number().int() });
export type ShowVariantsInput = z.output<typeof showVariantsInput>;

/** Says which variants a picture shows: these and no others. */
@Injectable()
export class ShowVariants {
  constructor(
    private readonly database: Database,
    private readonly products: ProductRepository,
    private readonly shelf: PictureShelf,
  ) {}

  /** Throws `NotFound`, `VersionConflict`, `UnknownVariant` and `UnknownPicture`. */
  execute({ productId, expectedVersion, pictureId: shown, variantIds }: ShowVariantsInput): Promise<{ id: string }> {
    return this.database.transaction(async () => {
      await this.products.change(productId, expectedVersion, (product) =>
        touched(requireVariants(product, variantIds)),
      );
      await this.shelf.showVariants(productId, shown, variantIds);
      return { id: productId };
    });
  }
}
