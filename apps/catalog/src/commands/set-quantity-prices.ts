import { Injectable } from '@nestjs/common';
import { type CurrencyCode, id } from '@tovar/contracts';
import { Database } from '@tovar/platform';
import { z } from 'zod';
import { requireVariants, touched } from '../domain/product.ts';
import { ProductRepository } from '../domain/product.repository.ts';
import { isWithinBounds, OUT_OF_BOUNDS, priceFields } from './product-input.ts';

const LARGEST_QUANTITY = 9_999;
const MOST_STEPS = 20;

/** The steps of one variant in one currency; none takes those away that there are. */
export const quantitySteps = z.strictObject({
  steps: z
    .array(
      z
        .strictObject({ minimumQuantity: z.number().int().min(2).max(LARGEST_QUANTITY), amount: priceFields.amount })
        .refine(isWithinBounds, OUT_OF_BOUNDS),
    )
    .max(MOST_STEPS)
    .refine(fallsAsQuantityGrows, 'Each step starts at more units than the one before it, and costs less.'),
});
export type QuantitySteps = z.output<typeof quantitySteps>;

export const setQuantityPricesInput = quantitySteps.extend({
  productId: id,
  variantId: id,
  currency: priceFields.currency,
  expectedVersion: z.number().int(),
});
export type SetQuantityPricesInput = z.output<typeof setQuantityPricesInput>;

/** Replaces what one unit of a variant costs when several are bought. */
@Injectable()
export class SetQuantityPrices {
  constructor(
    private readonly database: Database,
    private readonly products: ProductRepository,
  ) {}

  /** Steps that are there and not named end now. Throws `NotFound`, `VersionConflict` and `UnknownVariant`. */
  execute({ productId, variantId, currency, expectedVersion, steps }: SetQuantityPricesInput): Promise<{ id: string }> {
    return this.database.transaction(async () => {
      const change = (product: Parameters<typeof touched>[0]) => touched(requireVariants(product, [variantId]));
      await this.products.change(productId, expectedVersion, change, 'PRICED');
      await this.append(variantId, currency, steps);
      return { id: productId };
    });
  }

  private async append(variantId: string, currency: CurrencyCode, steps: QuantitySteps['steps']): Promise<void> {
    const quantities = steps.map(({ minimumQuantity }) => minimumQuantity);
    const amounts = steps.map(({ amount }) => amount);
    await this.database.query(APPEND, [variantId, currency, quantities, amounts]);
  }
}

const APPEND = `
  WITH named AS (SELECT * FROM unnest($3::integer[], $4::bigint[]) AS step (minimum_quantity, amount_minor)),
       current AS (SELECT DISTINCT ON (minimum_quantity) minimum_quantity, amount_minor FROM quantity_price
                    WHERE variant_id = $1 AND currency = $2 ORDER BY minimum_quantity, valid_from DESC)
  INSERT INTO quantity_price (variant_id, currency, minimum_quantity, amount_minor)
  SELECT $1, $2, minimum_quantity, named.amount_minor FROM named FULL JOIN current USING (minimum_quantity)
   WHERE named.amount_minor IS DISTINCT FROM current.amount_minor`;

function fallsAsQuantityGrows(steps: readonly { minimumQuantity: number; amount: string }[]): boolean {
  return steps.every((step, index) => {
    const before = steps[index - 1];
    return !before || (step.minimumQuantity > before.minimumQuantity && BigInt(step.amount) < BigInt(before.amount));
  });
}
