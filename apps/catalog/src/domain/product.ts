import type { CurrencyCode, TaxCategory } from '@tovar/contracts';
import type { ProductAttribute } from './attribute.ts';
import { CombinationTaken, UnknownVariant } from './catalog.errors.ts';
import type { LocalizedText } from './localized-text.ts';
import type { ProductStatus } from './moderation.ts';

/** What a customer chose to get to this variant: size 42, colour black. */
export interface VariantOption {
  readonly code: string;
  readonly label: LocalizedText;
  readonly value: string;
  readonly text: LocalizedText;
  readonly hex?: string;
}

/** What one unit costs in one currency, in its minor units. */
export interface VariantPrice {
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  readonly taxIncluded: boolean;
}

/** What is in fact sold. */
export interface Variant {
  readonly id: string;
  readonly sku: string;
  readonly name: LocalizedText;
  readonly options: readonly VariantOption[];
  readonly weightGrams: number;
  readonly isEnabled: boolean;
  /** Order among the product's variants. */
  readonly position: number;
  /** Which of the product's pictures shows it. */
  readonly picturePosition: number | null;
  /** The prices of today, one for each currency. */
  readonly prices: readonly VariantPrice[];
}

export interface Product {
  readonly id: string;
  readonly slug: string;
  readonly categoryId: string;
  readonly name: LocalizedText;
  readonly description: LocalizedText;
  readonly brand: string;
  /** What kind of product it is; null when it says itself what its attributes are. */
  readonly typeId: string | null;
  readonly attributes: readonly ProductAttribute[];
  /** Which of a country's tax rates it falls under. */
  readonly taxCategory: TaxCategory;
  readonly status: ProductStatus;
  /** Grows by one with every edit; stock does not count. */
  readonly version: number;
  readonly createdAt: Date;
  readonly variants: readonly Variant[];
}

/** What an edit says: whatever is not named stays. */
export type ProductChanges = Partial<
  Pick<Product, 'slug' | 'categoryId' | 'name' | 'description' | 'brand' | 'typeId' | 'attributes' | 'taxCategory'>
> & {
  readonly changeVariants?: readonly VariantChanges[];
  readonly addVariants?: readonly Omit<Variant, 'position'>[];
};

export type VariantChanges = Pick<Variant, 'id'> & Partial<Omit<Variant, 'id' | 'position'>>;

/** The next version of the product. Prices of currencies that an edit does not name stay. */
export function edit(product: Product, { changeVariants = [], addVariants = [], ...changes }: ProductChanges): Product {
  requireVariants(
    product,
    changeVariants.map(({ id }) => id),
  );
  const changed = product.variants.map((variant) =>
    changeVariants.filter(({ id }) => id === variant.id).reduce(editVariant, variant),
  );
  const next = 1 + Math.max(-1, ...changed.map(({ position }) => position));
  const added = addVariants.map((variant, index) => ({ ...variant, position: next + index }));
  const variants = [...changed, ...added];
  return requireDistinctVariants({ ...product, ...withoutGaps(changes), version: product.version + 1, variants });
}

/** The next version of a product of which something changes that is not kept with it. */
export function touched(product: Product): Product {
  return { ...product, version: product.version + 1 };
}

/** The product itself, if it has all these variants. Throws `UnknownVariant`. */
export function requireVariants(product: Product, ids: readonly string[]): Product {
  const stranger = ids.find((id) => !product.variants.some((variant) => variant.id === id));
  if (stranger !== undefined) throw new UnknownVariant(stranger);
  return product;
}

/**
 * The product itself, if customers can tell its variants on sale apart by their options. Throws `CombinationTaken`. A
 * variant without options is its own affair.
 */
export function requireDistinctVariants<T extends Pick<Product, 'variants'>>(product: T): T {
  const known = new Map<string, string>();
  for (const { sku, options, isEnabled } of product.variants) {
    if (!isEnabled || options.length === 0) continue;
    const combination = JSON.stringify(options.map(({ code, value }) => `${code}=${value}`).toSorted());
    const other = known.get(combination);
    if (other !== undefined) throw new CombinationTaken([other, sku]);
    known.set(combination, sku);
  }
  return product;
}

function editVariant(variant: Variant, { prices = [], ...changes }: VariantChanges): Variant {
  const named = new Set(prices.map(({ currency }) => currency));
  const others = variant.prices.filter(({ currency }) => !named.has(currency));
  return { ...variant, ...withoutGaps(changes), prices: [...others, ...prices] };
}

/** The lowest price in each currency among the variants that are sold. */
export function lowestPrices(variants: readonly Variant[]): VariantPrice[] {
  const lowest = new Map<string, VariantPrice>();
  for (const price of variants.flatMap(({ isEnabled, prices }) => (isEnabled ? prices : []))) {
    const known = lowest.get(price.currency);
    if (!known || price.amountMinor < known.amountMinor) lowest.set(price.currency, price);
  }
  return [...lowest.values()];
}

/** An entry for the price history. */
export type NewPrice = VariantPrice & { readonly variantId: string };

/** Only what differs becomes an entry: saving a product unchanged is no price change. */
export function newPrices(before: readonly Variant[], after: readonly Variant[]): NewPrice[] {
  const known = new Map(
    before.flatMap(({ id, prices }) => prices.map((price) => [`${id}/${price.currency}`, price] as const)),
  );
  return after.flatMap(({ id, prices }) =>
    prices
      .filter((price) => !isSamePrice(price, known.get(`${id}/${price.currency}`)))
      .map((price) => ({ ...price, variantId: id })),
  );
}

function isSamePrice(price: VariantPrice, other: VariantPrice | undefined): boolean {
  return price.amountMinor === other?.amountMinor && price.taxIncluded === other.taxIncluded;
}

/** A change that is present but undefined must not erase what is there. */
function withoutGaps<T extends object>(changes: T): T {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as T;
}
