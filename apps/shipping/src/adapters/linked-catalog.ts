import { Injectable } from '@nestjs/common';
import { quoteAnswer } from '@tovar/contracts';
import { ServiceLink } from '@tovar/platform';
import type { ParcelLine } from '../domain/shipment.ts';
import { VariantWeights } from '../domain/variant-weights.ts';

/** The catalogue's quotes hold at most so many items. */
const LARGEST_QUOTE = 200;

/** The catalogue, over the link between services. */
@Injectable()
export class LinkedCatalog extends VariantWeights {
  constructor(private readonly link: ServiceLink) {
    super();
  }

  async of(lines: readonly ParcelLine[], currency: string): Promise<number | undefined> {
    if (lines.length > LARGEST_QUOTE) return undefined;
    const answer = await this.link.json({
      service: 'catalog',
      method: 'POST',
      path: '/internal/quotes',
      body: { items: lines, currency },
      isSafeToRepeat: true,
    });
    const weights = new Map(
      quoteAnswer.parse(answer).quotes.map(({ variantId, weightGrams }) => [variantId, weightGrams]),
    );
    const grams = lines.map(({ variantId, quantity }) => (weights.get(variantId) ?? 0) * quantity);
    return grams.every((each) => each > 0) ? grams.reduce((sum, each) => sum + each, 0) : undefined;
  }
}
