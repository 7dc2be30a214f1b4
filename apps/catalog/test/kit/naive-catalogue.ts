/** What a test knows of a product: enough to say by hand what any filter must find. */
export interface KnownProduct {
  readonly id: string;
  readonly slug: string;
  readonly category: string;
  readonly brand: string;
  readonly nameEn: string;
  readonly amount: number | undefined;
  readonly stock: number;
  readonly isPublished: boolean;
  /** How many reviews it has, and their mean in hundredths of a star. */
  readonly rating?: { readonly count: number; readonly averageHundredths: number };
  readonly attributes: Readonly<Record<string, string>>;
}

/** A filter as the tests draw it. */
export interface DrawnFilter {
  readonly categories?: readonly string[];
  readonly brands?: readonly string[];
  readonly price?: { readonly min?: string; readonly max?: string };
  readonly inStock?: boolean;
  readonly minRating?: number;
  readonly attributes?: readonly DrawnCondition[];
}

export type DrawnCondition = { readonly code: string } & (
  | { readonly values: readonly string[] }
  | { readonly isTrue: boolean }
  | { readonly number: { readonly min?: number; readonly max?: number } }
  | { readonly days: { readonly from?: string; readonly to?: string } }
);

export type DrawnSort = 'NEWEST' | 'PRICE_ASC' | 'PRICE_DESC' | 'NAME' | 'RATING';

/** Looks at every product with every condition: slow, and too simple to be wrong. */
export class NaiveCatalogue {
  constructor(
    private readonly products: readonly KnownProduct[],
    /** The slug of the category above each. */
    private readonly parents: Readonly<Record<string, string | undefined>>,
  ) {}

  list(category: string | undefined, filter: DrawnFilter, sort: DrawnSort): string[] {
    return this.found(category, filter, sort)
      .toSorted((a, b) => compare(a, b, sort))
      .map(({ slug }) => slug);
  }

  /** How many products each value of an attribute would leave, without the condition on the attribute itself. */
  countByAttribute(category: string | undefined, filter: DrawnFilter, code: string): Record<string, number> {
    const others = { ...filter, attributes: filter.attributes?.filter((condition) => condition.code !== code) };
    return countBy(this.found(category, others, 'NEWEST').map(({ attributes }) => attributes[code]));
  }

  countByBrand(category: string | undefined, filter: DrawnFilter): Record<string, number> {
    return countBy(this.found(category, { ...filter, brands: undefined }, 'NEWEST').map(({ brand }) => brand));
  }

  countInStock(category: string | undefined, filter: DrawnFilter): number {
    return this.found(category, { ...filter, inStock: true }, 'NEWEST').length;
  }

  /** How many have so many stars and more, without the condition on that. */
  countByStars(category: string | undefined, filter: DrawnFilter): Record<string, number> {
    const found = this.found(category, { ...filter, minRating: undefined }, 'NEWEST');
    const counts = [4, 3, 2, 1].map((stars) => [stars, found.filter((product) => isRated(product, stars)).length]);
    return Object.fromEntries(counts.filter(([, count]) => count !== 0)) as Record<string, number>;
  }

  countPriced(category: string | undefined, filter: DrawnFilter): number {
    return this.found(category, { ...filter, price: undefined }, 'PRICE_ASC').length;
  }

  /** Below each of these categories, without the condition on categories. */
  countBelow(category: string | undefined, filter: DrawnFilter, children: readonly string[]): Record<string, number> {
    const found = this.found(category, { ...filter, categories: undefined }, 'NEWEST');
    const counts = children.map((child) => [child, found.filter((product) => this.isBelow(product, child)).length]);
    return Object.fromEntries(counts.filter(([, count]) => count !== 0)) as Record<string, number>;
  }

  private found(category: string | undefined, filter: DrawnFilter, sort: DrawnSort): KnownProduct[] {
    return this.products.filter(
      (product) =>
        product.isPublished &&
        (category === undefined || this.isBelow(product, category)) &&
        (!sort.startsWith('PRICE') || product.amount !== undefined) &&
        this.fits(product, filter),
    );
  }

  private fits(
    product: KnownProduct,
    { categories, brands, price, inStock, minRating, attributes }: DrawnFilter,
  ): boolean {
    if (categories?.length && !categories.some((slug) => this.isBelow(product, slug))) return false;
    if (brands?.length && !brands.includes(product.brand)) return false;
    if (inStock && product.stock === 0) return false;
    if (minRating !== undefined && !isRated(product, minRating)) return false;
    if (price && !isBetween(product.amount, price.min, price.max)) return false;
    return (attributes ?? []).every((condition) => fitsCondition(product.attributes[condition.code], condition));
  }

  private isBelow(product: KnownProduct, slug: string): boolean {
    for (let at: string | undefined = product.category; at !== undefined; at = this.parents[at])
      if (at === slug) return true;
    return false;
  }
}

function isRated({ rating }: KnownProduct, stars: number): boolean {
  return rating !== undefined && rating.averageHundredths >= stars * 100;
}

function fitsCondition(value: string | undefined, condition: DrawnCondition): boolean {
  if (value === undefined) return false;
  if ('values' in condition) return condition.values.includes(value);
  if ('isTrue' in condition) return value === String(condition.isTrue);
  if ('number' in condition) return isBetween(Number(value), condition.number.min, condition.number.max);
  const { from = '0000-01-01', to = '9999-12-31' } = condition.days;
  return value >= from && value <= to;
}

function isBetween(value: number | undefined, min?: string | number, max?: string | number): boolean {
  return value !== undefined && value >= Number(min ?? -Infinity) && value <= Number(max ?? Infinity);
}

function compare(a: KnownProduct, b: KnownProduct, sort: DrawnSort): number {
  const byId = a.id < b.id ? -1 : 1;
  if (sort === 'NEWEST') return -byId;
  if (sort === 'NAME') return new Intl.Collator('und').compare(a.nameEn, b.nameEn) || byId;
  if (sort === 'RATING') return rankOf(b) - rankOf(a) || -byId;
  const byAmount = (a.amount ?? 0) - (b.amount ?? 0) || byId;
  return sort === 'PRICE_ASC' ? byAmount : -byAmount;
}

function rankOf({ rating }: KnownProduct): number {
  return rating ? rating.averageHundredths * 1_000 + rating.count : 0;
}

function countBy(values: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) if (value !== undefined) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
