import { Injectable } from '@nestjs/common';
import { id } from '@tovar/contracts';
import { Database, InvalidInput, Outbox } from '@tovar/platform';
import { z } from 'zod';
import { momentsOf, PriceList, type ScheduledPrice } from '../domain/price-list.ts';
import { requireVariants, touched } from '../domain/product.ts';
import { ProductRepository } from '../domain/product.repository.ts';
import { isWithinBounds, OUT_OF_BOUNDS, priceFields, toVariantPrice } from './product-input.ts';

/** REST says moments as text, GraphQL has read them already. */
const scheduleOf = (moment: z.ZodType<Date>) =>
  z.strictObject({
    prices: z
      .array(
        z
          .strictObject({
            ...priceFields,
            variantId: id,
            validFrom: moment,
            validTo: moment.nullish().meta({ example: '2100-01-01T00:00:00Z' }),
          })
          .refine(isWithinBounds, OUT_OF_BOUNDS)
          .refine(({ validFrom, validTo }) => !validTo || validTo > validFrom, {
            path: ['validTo'],
            error: 'A price ends after it has begun.',
          })
          .transform(({ variantId, validFrom, validTo, ...price }): ScheduledPrice => {
            return { ...toVariantPrice(price), variantId, validFrom, validTo: validTo ?? null };
          }),
      )
      .min(1)
      .max(500),
  });

export const priceSchedule = scheduleOf(z.iso.datetime({ offset: true }).transform((text) => new Date(text)));
export type PriceSchedule = z.output<typeof priceSchedule>;

export const schedulePricesInput = scheduleOf(z.date()).extend({ productId: id, expectedVersion: z.number().int() });
export type SchedulePricesInput = z.output<typeof schedulePricesInput>;

/** Prices that begin later, such as those of a sale. Those of now are changed by editing the product. */
@Injectable()
export class SchedulePrices {
  constructor(
    private readonly database: Database,
    private readonly products: ProductRepository,
    private readonly prices: PriceList,
    private readonly outbox: Outbox,
  ) {}

  /** Throws `InvalidInput` for a past moment, `NotFound`, `VersionConflict`, `UnknownVariant` and `PriceBeginsTwice`. */
  execute({ productId, expectedVersion, prices }: SchedulePricesInput): Promise<{ id: string }> {
    requireFuture(prices, new Date());
    const variantIds = prices.map(({ variantId }) => variantId);
    return this.database.transaction(async () => {
      await this.products.change(productId, expectedVersion, (product) =>
        touched(requireVariants(product, variantIds)),
      );
      await this.prices.add(prices);
      const jobs = momentsOf(prices).map((runAt) => ({
        type: 'catalog.reprice-product',
        data: { productId, at: runAt },
        runAt,
        key: `reprice-product:${productId}:${runAt.toISOString()}`,
      }));
      await this.outbox.add({ jobs }, this.database);
      return { id: productId };
    });
  }
}

function requireFuture(prices: PriceSchedule['prices'], now: Date): void {
  const problems = prices.flatMap(({ validFrom }, index) =>
    validFrom > now ? [] : [{ path: `prices.${index}.validFrom`, message: 'Expected a moment in the future.' }],
  );
  if (problems.length > 0) throw new InvalidInput(problems);
}
