import type { PostalAddress, VariantQuote } from '@tovar/contracts';
import { v7 as uuidv7 } from 'uuid';
import type { PromotionFields } from '../src/commands/promotion-input.ts';
import type { Promotion } from '../src/domain/promotion.ts';
import type { Buyer } from '../src/domain/pricing/offers.ts';

/** A kettle for 12.99 EUR, five of them, that weighs nothing, unless the test says otherwise. */
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
    weightGrams: 0,
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

/** Ten percent off everything, for everybody, unless the test says otherwise. */
export function aPromotion(promotion: Partial<Promotion> = {}): Promotion {
  return {
    id: uuidv7(),
    name: { en: 'Ten percent', ru: 'Десять процентов' },
    isEnabled: true,
    codes: [],
    conditions: {},
    actions: [{ kind: 'PERCENT_OFF', layer: 'LINES', basisPoints: 1_000 }],
    priority: 0,
    isExclusive: false,
    combinesWith: [],
    startsAt: null,
    endsAt: null,
    useLimit: null,
    useLimitPerCustomer: null,
    uses: 0,
    ...promotion,
  };
}

/** What staff writes for the promotion above. */
export function promotionBody(fields: Partial<PromotionFields> = {}) {
  const { id: _id, uses: _uses, ...rest } = aPromotion();
  return { ...rest, ...fields };
}

export const BERLIN: PostalAddress = {
  recipient: 'Anna Schmidt',
  line1: 'Torstraße 1',
  city: 'Berlin',
  postalCode: '10119',
  country: 'DE',
};
