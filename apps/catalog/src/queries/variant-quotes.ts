import { Injectable } from '@nestjs/common';
import type { QuoteAnswer, QuoteRequest, VariantQuote } from '@tovar/contracts';
import { Database } from '@tovar/platform';

/** What variants cost and whether they can be bought, now. */
@Injectable()
export class VariantQuotes {
  constructor(private readonly database: Database) {}

  async answer({ items, currency }: QuoteRequest): Promise<QuoteAnswer> {
    const variantIds = items.map(({ variantId }) => variantId);
    const rows = await this.database.prepared<{ quote: VariantQuote }>(QUOTES, [variantIds, currency]);
    return { quotes: rows.map(({ quote }) => quote) };
  }
}

const QUOTES = {
  name: 'variants.quotes',
  text: `
    SELECT json_build_object(
             'variantId', v.id, 'productId', p.id, 'slug', p.slug, 'sku', v.sku,
             'name', json_build_object('en', v.name_en, 'ru', v.name_ru),
             'unitPrice', CASE WHEN price.amount_minor IS NOT NULL
                               THEN json_build_object('amount', price.amount_minor::text, 'currency', $2::text) END,
             'isTaxIncluded', coalesce(price.tax_included, true),
             'taxCategory', p.tax_category,
             'categoryIds', array(SELECT id FROM unnest(c.path) WITH ORDINALITY AS above (id, depth) ORDER BY depth DESC),
             'weightGrams', v.weight_grams,
             'available', s.available,
             'isPurchasable', v.is_enabled AND p.status = 'PUBLISHED') AS quote
      FROM variant v JOIN product p ON p.id = v.product_id JOIN category c ON c.id = p.category_id
           JOIN stock s ON s.variant_id = v.id
           LEFT JOIN LATERAL (SELECT amount_minor, tax_included FROM price
                               WHERE variant_id = v.id AND currency = $2 AND valid_from <= statement_timestamp()
                                 AND (valid_to IS NULL OR valid_to > statement_timestamp())
                               ORDER BY valid_from DESC LIMIT 1) price ON true
     WHERE v.id = ANY($1::uuid[]) ORDER BY v.id`,
};
