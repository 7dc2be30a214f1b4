import { type MoneyView, toView } from '@tovar/contracts';
import type { QuantityPrice } from '../queries/quantity-prices.ts';
import type { PriceView } from '../queries/product-card.ts';

/** A price as both APIs answer it. */
export interface PriceType {
  readonly money: MoneyView;
  readonly taxIncluded: boolean;
}

export function toPriceType({ money, taxIncluded }: PriceView): PriceType {
  return { money: toView(money), taxIncluded };
}

/** A step by quantity as both APIs answer it. */
export interface QuantityPriceType {
  readonly minimumQuantity: number;
  readonly money: MoneyView;
}

export function toQuantityPriceType({ minimumQuantity, money }: QuantityPrice): QuantityPriceType {
  return { minimumQuantity, money: toView(money) };
}
