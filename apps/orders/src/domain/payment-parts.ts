import { fromJson, type MessageData, multiply, subtract, sum, toJson } from '@tovar/contracts';
import { discountOf, type OrderLine, type Placement } from './placement.ts';

type Asked = MessageData<'payment.requested.v1'>;

/** What a provider shows to its buyer; items less the discount plus the delivery are the order's total. */
export interface PaymentParts {
  readonly items: Asked['lines'];
  readonly breakdown: NonNullable<Asked['breakdown']>;
}

/**
 * Providers know of items, a discount and the delivery. Where tax comes on top of the prices, each line is shown as one
 * item for what it costs in all.
 */
export function paymentPartsOf({ lines, delivery, total }: Placement): PaymentParts {
  const { currency } = total;
  const isTaxIncluded = lines.every(({ tax }) => tax.isIncluded);
  const items = lines.map(isTaxIncluded ? asPieces : asOne);
  const gross = sum(
    currency,
    items.map(({ unitPrice, quantity }) => multiply(fromJson(unitPrice), quantity)),
  );
  const net = sum(
    currency,
    lines.map((line) => line.total),
  );
  const breakdown = {
    items: toJson(gross),
    discount: toJson(subtract(gross, net)),
    delivery: delivery ? delivery.total : toJson(discountOf(currency, [])),
  };
  return { items, breakdown };
}

function asPieces({ name, sku, quantity, unitPrice }: OrderLine): Asked['lines'][number] {
  return { name: name.en, sku, quantity, unitPrice: toJson(unitPrice) };
}

function asOne({ name, sku, quantity, total }: OrderLine): Asked['lines'][number] {
  return { name: quantity > 1 ? `${quantity} × ${name.en}` : name.en, sku, quantity: 1, unitPrice: toJson(total) };
}
