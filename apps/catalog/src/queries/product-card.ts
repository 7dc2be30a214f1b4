import { currencyCode, type Money, money } from '@tovar/contracts';
import { type Availability, availabilityOf } from '../domain/availability.ts';
import type { LocalizedText } from '../domain/localized-text.ts';
import type { ProductStatus } from '../domain/moderation.ts';
import type { CategoryView } from './category-tree.ts';

/** A price as it is shown. */
export interface PriceView {
  readonly money: Money;
  readonly taxIncluded: boolean;
}

export interface PictureView {
  readonly id: string;
  readonly url: string;
  readonly alt: LocalizedText;
}

/** What a list shows of a product. */
export interface ProductCard {
  readonly id: string;
  /** The same for as long as nothing changes that is known of the product, stock and the hour's prices aside. */
  readonly stamp: string;
  readonly slug: string;
  readonly name: LocalizedText;
  readonly brand: string;
  readonly status: ProductStatus;
  readonly version: number;
  readonly createdAt: Date;
  readonly category: CategoryView;
  /** The lowest current price in each currency. */
  readonly prices: readonly PriceView[];
  readonly picture: PictureView | null;
  /** Of the variant that there is most of. */
  readonly availability: Availability;
}

/** Of `product p`. */
export const STAMP = "p.stamp || '.' || (SELECT stamp FROM shared_stamp)";

/** Of the variant of `product p` that there is most of; null when none is sold. */
export const AVAILABLE = '(SELECT max(s.available) FROM stock s WHERE s.product_id = p.id AND s.is_sold)';

/** To be selected from `product p` joined with `CARD_JOINS`. */
export const CARD_COLUMNS = `
  p.id, ${STAMP} AS stamp, p.slug, p.name_en, p.name_ru, p.brand, p.status, p.version, p.created_at, p.from_prices,
  c.id AS category_id, c.parent_id AS category_parent_id, c.slug AS category_slug, c.name_en AS category_name_en,
  c.name_ru AS category_name_ru, c.position AS category_position,
  cover.file_id, cover.alt_en, cover.alt_ru, ${AVAILABLE} AS available`;

export const CARD_JOINS = `
  JOIN category c ON c.id = p.category_id
  LEFT JOIN LATERAL (
    SELECT file_id, alt_en, alt_ru FROM picture WHERE product_id = p.id ORDER BY position LIMIT 1) AS cover ON true`;

export interface CardRow {
  readonly id: string;
  readonly stamp: string;
  readonly slug: string;
  readonly name_en: string;
  readonly name_ru: string;
  readonly brand: string;
  readonly status: ProductStatus;
  readonly version: number;
  readonly created_at: Date;
  readonly from_prices: StoredPrices;
  readonly category_id: string;
  readonly category_parent_id: string | null;
  readonly category_slug: string;
  readonly category_name_en: string;
  readonly category_name_ru: string;
  readonly category_position: number;
  readonly file_id: string | null;
  readonly alt_en: string;
  readonly alt_ru: string;
  readonly available: number | null;
}

/** By currency; amounts are text, because JSON numbers are floats. */
export type StoredPrices = Readonly<Record<string, { readonly amount: string; readonly taxIncluded: boolean }>>;

export function toCard(row: CardRow): ProductCard {
  return {
    id: row.id,
    stamp: row.stamp,
    slug: row.slug,
    name: { en: row.name_en, ru: row.name_ru },
    brand: row.brand,
    status: row.status,
    version: row.version,
    createdAt: row.created_at,
    category: {
      id: row.category_id,
      parentId: row.category_parent_id,
      slug: row.category_slug,
      name: { en: row.category_name_en, ru: row.category_name_ru },
      position: row.category_position,
    },
    prices: toPrices(row.from_prices),
    picture: row.file_id === null ? null : toPicture(row.file_id, { en: row.alt_en, ru: row.alt_ru }),
    availability: availabilityOf(row.available ?? 0),
  };
}

export function toPrices(stored: StoredPrices): PriceView[] {
  return Object.entries(stored).map(([currency, { amount, taxIncluded }]) => ({
    money: money(BigInt(amount), currencyCode(currency)),
    taxIncluded,
  }));
}

/** The file's name is the hash of its bytes: what is at this address never changes. */
export function toPicture(fileId: string, alt: LocalizedText): PictureView {
  return { id: fileId, url: `/api/v1/pictures/${fileId}`, alt };
}

export function priceIn(prices: readonly PriceView[], currency: string): PriceView | null {
  return prices.find((price) => price.money.currency === currency) ?? null;
}
