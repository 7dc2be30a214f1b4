import { type MoneyView, toView } from '@tovar/contracts';
import type { PriceView } from '../queries/product-card.ts';

/** A price as both APIs answer it. */
export interface PriceType {
  readonly money: MoneyView;
  readonly taxIncluded: boolean;
}

export function toPriceType({ money, taxIncluded }: PriceView): PriceType {
  return { money: toView(money), taxIncluded };
}
