import { type MoneyJson, money, type ProductChange, type ShopEvent, toJson } from '@tovar/contracts';
import type { SqlExecutor } from '@tovar/platform';
import { newPrices, type Product, type VariantPrice } from '../domain/product.ts';
import { changeOf } from '../domain/product-change.ts';

/** A product as it is now, and as it was unless it is new. */
export interface ChangedProduct {
  readonly before?: Product;
  readonly after: Product;
  /** What happened, where the two versions do not show it. */
  readonly inAWord?: ProductChange;
}

/** What the others are told about changed products. One statement, for the categories above them. */
export async function productNews(
  changed: readonly ChangedProduct[],
  within: SqlExecutor,
): Promise<ShopEvent<'product.changed.v1' | 'product.repriced.v1'>[]> {
  const ids = changed.flatMap(({ before, after }) => [after.categoryId, ...(before ? [before.categoryId] : [])]);
  const rows = await within.query('SELECT id, path FROM category WHERE id = ANY($1)', [[...new Set(ids)]]);
  const paths = new Map(rows.map((row) => [row.id as string, row.path as string[]]));
  const news = changed.map(({ before, after, inAWord }): ShopEvent<'product.changed.v1'> => {
    const above = [after, ...(before ? [before] : [])].flatMap(({ categoryId }) => paths.get(categoryId) ?? []);
    const data = {
      productId: after.id,
      slug: after.slug,
      version: after.version,
      categoryIds: [...new Set(above)],
      variantIds: after.variants.map(({ id }) => id),
      isPublished: after.status === 'PUBLISHED',
      change: inAWord ?? changeOf(before, after),
    };
    return { type: 'product.changed.v1', subject: after.id, data };
  });
  return [...news, ...changed.flatMap(repricing)];
}

/** What costs another price than before, where there was one and customers see it. */
function repricing({ before, after }: ChangedProduct): ShopEvent<'product.repriced.v1'>[] {
  if (!before || after.status !== 'PUBLISHED') return [];
  const known = before.variants.flatMap(({ id: variantId, prices }) =>
    prices.map((price) => ({ ...price, variantId })),
  );
  const prices = newPrices(before.variants, after.variants).flatMap((price) => {
    const { variantId, currency } = price;
    const old = known.find((each) => each.variantId === variantId && each.currency === currency);
    if (!old || old.amountMinor === price.amountMinor) return [];
    return [{ variantId, before: asJson(old), after: asJson(price) }];
  });
  return prices.length > 0
    ? [{ type: 'product.repriced.v1', subject: after.id, data: { productId: after.id, prices } }]
    : [];
}

function asJson({ amountMinor, currency }: VariantPrice): MoneyJson {
  return toJson(money(amountMinor, currency));
}
