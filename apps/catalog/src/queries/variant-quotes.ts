import { Injectable } from '@nestjs/common';
import type { QuoteAnswer, QuoteRequest, VariantQuote } from '@tovar/contracts';
import { Database, rowsOf } from '@tovar/platform';

/** What variants cost and whether they can be bought, now. */
@Injectable()
export class VariantQuotes {
  constructor(private readonly database: Database) {}

  async answer({ items, currency }: QuoteRequest): Promise<QuoteAnswer> {
    const rows = await this.database.prepared<{ quote: VariantQuote }>(QUOTES, [
      items.map(({ variantId }) => variantId),
      items.map(({ quantity }) => quantity),
      currency,
    ]);
    return { quotes: rows.map(({ quote }) => quote) };
  }
}

/** A step by quantity never costs more than the price of one, which may be that of a sale. */
const QUOTES = {
  name: 'variants.quotes',
  text: `
    SELECT json_build_object(
             'variantId', v.id, 'productId', p.id, 'slug', p.slug, 'sku', v.sku,
             'name', json_build_object('en', v.name_en, 'ru', v.name_ru),
             'unitPrice', CASE WHEN price.amount_minor IS NOT NULL
                               THEN json_build_object('amount', least(price.amount_minor, step.amount_minor)::text,
                                                      'currency', $3::text) END,
             'isTaxIncluded', coalesce(price.tax_included, true),
             'taxCategory', p.tax_category,
             'categoryIds', array(SELECT id FROM unnest(c.path) WITH ORDINALITY AS above (id, depth) ORDER BY depth DESC),
             'weightGrams', v.weight_grams,
             'available', s.available,
             'isPurchasable', v.is_enabled AND p.status = 'PUBLISHED') AS quote
      FROM ${rowsOf('uuid', 'integer')} AS wanted (variant_id, quantity)
           JOIN variant v ON v.id = wanted.variant_id
           JOIN product p ON p.id = v.product_id JOIN category c ON c.id = p.category_id
           JOIN stock s ON s.variant_id = v.id
           LEFT JOIN LATERAL (SELECT amount_minor, tax_included FROM price
                               WHERE variant_id = v.id AND currency = $3 AND valid_from <= statement_timestamp()
                                 AND (valid_to IS NULL OR valid_to > statement_timestamp())
                               ORDER BY valid_from DESC LIMIT 1) price ON true
           LEFT JOIN LATERAL (SELECT amount_minor
                                FROM (SELECT DISTINCT ON (minimum_quantity) minimum_quantity, amount_minor FROM quantity_price
                                       WHERE variant_id = v.id AND currency = $3 AND minimum_quantity <= wanted.quantity
                                       ORDER BY minimum_quantity, valid_from DESC) newest
                               WHERE amount_minor IS NOT NULL
                               ORDER BY minimum_quantity DESC LIMIT 1) step ON true
     ORDER BY v.id`,
};
