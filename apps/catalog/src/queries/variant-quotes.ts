import { Injectable } from '@nestjs/common';
import type { QuoteAnswer, QuoteRequest, VariantQuote } from '@tovar/contracts';
import { Database } from '@tovar/platform';

/** What variants cost and whether they can be bought, now. */
@Injectable()
export class VariantQuotes {
  constructor(private readonly database: Database) {}

  async answer({ variantIds, currency }: QuoteRequest): Promise<QuoteAnswer> {
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
             'unitPrice', (SELECT json_build_object('amount', amount_minor::text, 'currency', currency)
                             FROM price WHERE variant_id = v.id AND currency = $2 AND valid_from <= statement_timestamp()
                              AND (valid_to IS NULL OR valid_to > statement_timestamp())
                            ORDER BY valid_from DESC LIMIT 1),
             'available', s.available,
             'isPurchasable', v.is_enabled AND p.status = 'PUBLISHED') AS quote
      FROM variant v JOIN product p ON p.id = v.product_id JOIN stock s ON s.variant_id = v.id
     WHERE v.id = ANY($1::uuid[]) ORDER BY v.id`,
};
