import type { VariantQuote } from '@tovar/contracts';
import type { Buyer } from '../src/domain/pricing/offers.ts';

/** A kettle for 12.99 EUR, five of them, unless the test says otherwise. */
export function aQuote(quote: Partial<VariantQuote> = {}): VariantQuote {
  return {
    variantId: 'kettle',
    productId: 'p',
    slug: 'kettle',
    sku: 'KET-1',
    name: { en: 'Kettle', ru: 'Чайник' },
    unitPrice: { amount: '1299', currency: 'EUR' },
    isTaxIncluded: true,
    taxCategory: 'STANDARD',
    categoryIds: [],
    weightGrams: 500,
    available: 5,
    isPurchasable: true,
    ...quote,
  };
}

/** A guest without codes who buys in euros. */
export function aBuyer(buyer: Partial<Buyer> = {}): Buyer {
  const now = new Date('2126-03-01T12:00:00Z');
  return { customerId: null, currency: 'EUR', codes: [], usedUp: new Set(), now, ...buyer };
}
