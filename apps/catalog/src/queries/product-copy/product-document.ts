import type { VersionedDocument } from '@tovar/platform';
import { attributeText } from '../../domain/attribute-text.ts';
import { amountOf, COMMON_KINDS, propertyName } from '../named-property.ts';
import { fold, wordsOf } from '../product-index/folded-words.ts';
import { toIndexedProduct } from '../product-index/indexed-rows.ts';
import type { Fact } from '../product-index/token-dictionary.ts';
import { alphabetKey } from './alphabet-key.ts';
import type { CopiedRow, ReadProduct } from './copied-rows.ts';

const keyword = { type: 'keyword' };
const kept = { type: 'keyword', index: false, doc_values: false };
const stems = { properties: { name: keyword, brand: keyword, text: keyword } };

/**
 * What the fields of a copied product are; a field that is not among them is refused. Words come as stems, made by PostgreSQL
 * for both sides of a search, so that the engine needs to know no language.
 */
export const PRODUCT_MAPPINGS = {
  dynamic: 'strict',
  properties: {
    /** False of what customers do not see, and of the place up to which changes are copied. */
    isShown: { type: 'boolean' },
    id: keyword,
    category: keyword,
    brand: keyword,
    /** The brand and each of its words, to be completed. */
    brandBeginnings: keyword,
    prices: { type: 'object', dynamic: true },
    inStock: { type: 'boolean' },
    /** In hundredths of a star. */
    rating: { type: 'integer' },
    ratingRank: { type: 'long' },
    names: { properties: { EN: kept, RU: kept } },
    alphabet: { properties: { EN: keyword, RU: keyword } },
    stems: { properties: { EN: stems, RU: stems } },
    /** The words of its names and its brand, which mend mistyped ones. */
    vocabulary: keyword,
    /** What it can be filtered by: names of properties. */
    properties: keyword,
    facts: {
      type: 'nested',
      properties: { property: keyword, value: keyword, label: keyword, shown: keyword, amount: { type: 'double' } },
    },
    readFrom: kept,
    readAt: { type: 'date' },
  },
};

/** How a value is shown, as a document keeps it. */
export type ShownValue = Pick<Fact, 'text' | 'hex'>;

export function productDocument({ asked_id: id, revision, product }: ReadProduct): VersionedDocument {
  return { id, version: revision, source: product ? sourceOf(product) : { isShown: false } };
}

function sourceOf(row: CopiedRow): object {
  const { id, categoryId, facts, prices, ratingRank } = toIndexedProduct(row);
  const attributes = facts.filter(({ kind }) => !COMMON_KINDS.some((common) => common === kind));
  return {
    isShown: true,
    id,
    category: categoryId,
    brand: row.brand,
    brandBeginnings: [...new Set([fold(row.brand), ...wordsOf(row.brand)])],
    prices,
    inStock: row.is_in_stock,
    rating: row.rating?.averageHundredths,
    ratingRank,
    names: { EN: row.name_en, RU: row.name_ru },
    alphabet: { EN: alphabetKey(row.name_en), RU: alphabetKey(row.name_ru) },
    stems: {
      EN: { name: row.name_stems_en, brand: row.brand_stems_en, text: row.stems_en },
      RU: { name: row.name_stems_ru, brand: row.brand_stems_ru, text: row.stems_ru },
    },
    vocabulary: [...new Set(wordsOf(`${row.name_en} ${row.name_ru} ${row.brand}`))],
    properties: [...new Set(attributes.map(propertyName))],
    facts: factsOf(attributes),
  };
}

/** Each value once, however many variants have it. */
function factsOf(facts: readonly Fact[]): object[] {
  const byValue = new Map(facts.map((fact) => [JSON.stringify([propertyName(fact), fact.value]), fact]));
  return [...byValue.values()].map(({ kind, code, unit, label, value, text, hex }) => ({
    property: propertyName({ kind, code, unit }),
    value,
    label: JSON.stringify(label),
    shown: JSON.stringify({ text: text ?? attributeText({ kind: kind === 'BOOLEAN' ? kind : 'CHOICE', value }), hex }),
    amount: kind === 'NUMBER' || kind === 'DATE' ? amountOf(kind, value) : undefined,
  }));
}
