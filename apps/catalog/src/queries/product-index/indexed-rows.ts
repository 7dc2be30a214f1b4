import type { PreparedStatement } from '@tovar/platform';
import type { AttributeKind, ProductAttribute } from '../../domain/attribute.ts';
import { WHOLE_SHOP } from '../../domain/listing.ts';
import type { Locale, LocalizedText } from '../../domain/localized-text.ts';
import type { VariantOption } from '../../domain/product.ts';
import type { StoredPrices } from '../product-card.ts';
import type { IndexedProduct } from './product-columns.ts';
import type { Fact } from './token-dictionary.ts';

/** A published product as the index reads it. Of its variants only those that are sold have a say. */
export interface IndexedRow {
  readonly id: string;
  readonly version: number;
  readonly category_id: string;
  readonly brand: string;
  readonly name_en: string;
  readonly name_ru: string;
  readonly attributes: readonly ProductAttribute[];
  /** Attributes that its type keeps out of filters. */
  readonly unfilterable: readonly string[];
  readonly options: readonly VariantOption[];
  readonly from_prices: StoredPrices;
  readonly is_in_stock: boolean;
  /** Null when nobody has reviewed it. */
  readonly rating: { readonly count: number; readonly averageHundredths: number } | null;
}

/** The options are put together as text, which is told apart in half the time that `jsonb` takes. */
const PUBLISHED = published('');

/** The same with more columns of `product p`, each behind a comma. */
export function published(more: string): string {
  return `
  SELECT p.id, p.version, p.category_id, p.brand, p.name_en, p.name_ru, p.attributes, p.from_prices,
         ARRAY(SELECT a.code FROM product_attribute a
                WHERE a.product_type_id = p.product_type_id AND NOT a.is_filterable) AS unfilterable,
         (SELECT format('[%s]', string_agg(DISTINCT option::text, ','))::json
            FROM variant v CROSS JOIN LATERAL jsonb_array_elements(v.options) AS option
           WHERE v.product_id = p.id AND v.is_enabled) AS options,
         EXISTS (SELECT FROM variant v JOIN stock s ON s.variant_id = v.id
                  WHERE v.product_id = p.id AND v.is_enabled AND s.available > 0) AS is_in_stock,
         (SELECT json_build_object('count', rating_count, 'averageHundredths', average_hundredths)
            FROM product_rating WHERE product_id = p.id AND rating_count > 0) AS rating${more}
    FROM product p WHERE p.status = 'PUBLISHED'`;
}

/** All of them, in steps: those after an id ($1), so many ($2). */
export const PUBLISHED_AFTER = {
  name: 'index.published-after',
  text: `${PUBLISHED} AND p.id > $1::uuid ORDER BY p.id LIMIT $2`,
};

/** Their ids by the alphabet: an index has them in this order. */
export const ALPHABET: Readonly<Record<Locale, PreparedStatement>> = {
  EN: { name: 'index.alphabet.en', text: alphabet('name_en') },
  RU: { name: 'index.alphabet.ru', text: alphabet('name_ru') },
};

function alphabet(column: string): string {
  return `SELECT product_id AS id FROM listing WHERE category_id = '${WHOLE_SHOP}' ORDER BY ${column}, product_id`;
}

export const PUBLISHED_AMONG = { name: 'index.published-among', text: `${PUBLISHED} AND p.id = ANY($1::uuid[])` };

export const READ_FROM = {
  name: 'index.read-from',
  text: 'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS read_from',
};

/**
 * What was noted by transactions that may not have been over when it was last read ($1), and from where to read the next
 * time: rows appear in the order of commits, so some are read again.
 */
export const CHANGES = {
  name: 'index.changes',
  text: `
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS read_from, c.id, c.product_id
      FROM (VALUES (1)) AS always LEFT JOIN catalogue_change c ON c.made_by >= $1::xid8`,
};

export interface ChangeRow {
  readonly read_from: string;
  /** Null when nothing was noted. */
  readonly id: string | null;
  /** Null when the tree of categories changed. */
  readonly product_id: string | null;
}

const MORE_THAN_REVIEWS = 1_000_000_000;
const IN_STOCK: Fact = { kind: 'IN_STOCK', code: 'in-stock', value: 'true' };

export function toIndexedProduct(row: IndexedRow): IndexedProduct {
  const brand: LocalizedText = { en: row.brand, ru: row.brand };
  const facts: Fact[] = [
    { kind: 'CATEGORY', code: 'category', value: row.category_id },
    { kind: 'BRAND', code: 'brand', value: row.brand, text: brand },
    ...row.attributes.flatMap((attribute) => toFacts(attribute, row)),
    ...row.options.map(toOptionFact),
  ];
  if (row.is_in_stock) facts.push(IN_STOCK);
  if (row.rating) facts.push({ kind: 'RATING', code: 'rating', value: `${row.rating.averageHundredths}` });
  const prices = toAmounts(row.from_prices);
  return { id: row.id, categoryId: row.category_id, facts, prices, ratingRank: rankOf(row.rating) };
}

/** Products by their mean, the more reviews the higher among equals, those without a review last. */
function rankOf(rating: IndexedRow['rating']): number {
  return rating ? rating.averageHundredths * MORE_THAN_REVIEWS + Math.min(rating.count, MORE_THAN_REVIEWS - 1) : 0;
}

/** None of what a type keeps out of filters, nor of words that are different on every product. */
function toFacts({ kind, unit, ...fact }: ProductAttribute, { unfilterable }: IndexedRow): Fact[] {
  if (!isFilterable(kind) || unfilterable.includes(fact.code)) return [];
  return [kind === 'NUMBER' && unit ? { ...fact, kind, unit } : { ...fact, kind }];
}

function isFilterable(kind: AttributeKind): kind is Exclude<AttributeKind, 'TEXT'> {
  return kind !== 'TEXT';
}

/** Options are filtered by as attributes are: a product has every value that one of its variants has. */
function toOptionFact({ code, label, value, text, hex }: VariantOption): Fact {
  return { kind: hex ? 'COLOUR' : 'CHOICE', code, label, value, text, hex };
}

/** At most 10^15, which is exact as a number. */
function toAmounts(prices: StoredPrices): Record<string, number> {
  return Object.fromEntries(Object.entries(prices).map(([currency, { amount }]) => [currency, Number(amount)]));
}
