import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { TAX_CATEGORIES } from '@tovar/contracts';
import { MoneyType, toMoneyType } from '@tovar/contracts/graphql';
import type { PricedDelivery } from '../domain/pricing/delivery.ts';
import type { Discount } from '../domain/pricing/layer.ts';
import type { Tax } from '../domain/pricing/tax.ts';
import type { TraceStep } from '../domain/pricing/trace.ts';
import type { Named } from './locale.ts';

export const TaxCategoryEnum = Object.fromEntries(TAX_CATEGORIES.map((category) => [category, category]));
registerEnumType(TaxCategoryEnum, { name: 'TaxCategory', description: 'What a thing is for the taxman.' });

const STEPS = ['PRICE', 'RULE', 'TAX', 'ROUNDING', 'DELIVERY', 'TOTAL'];
const TotalStepKind = Object.fromEntries(STEPS.map((step) => [step, step]));
registerEnumType(TotalStepKind, { name: 'TotalStepKind', description: 'What happens in a step of a calculation.' });

@ObjectType('CartDiscount', { description: 'What a promotion takes off a line or the delivery.' })
export class CartDiscountType implements Named {
  @Field(() => ID, { description: 'UUIDv7.' })
  promotionId: string;

  @Field(() => String, { nullable: true, description: 'The code that brought it; null when it is for everybody.' })
  code: string | null;

  @Field(() => MoneyType, { description: 'Never negative.' })
  amount: MoneyType;

  /** In both languages; `name` picks one. */
  names: Named['names'];
}

@ObjectType('CartTax', { description: 'The tax of a line or of the delivery.' })
export class CartTaxType {
  @Field(() => TaxCategoryEnum, { description: 'Decides on the rate, with the country that it goes to.' })
  category: string;

  @Field(() => Int, { description: '1900 is 19 %.' })
  rateBasisPoints: number;

  @Field({ description: 'True when the price has it in it, false when it comes on top.' })
  isIncluded: boolean;

  @Field(() => MoneyType, { description: 'Rounded half-up.' })
  amount: MoneyType;
}

@ObjectType('DeliveryOption', { description: 'A way in which a cart can be delivered, and what it costs.' })
export class DeliveryOptionType implements Named {
  @Field(() => ID, { description: 'Pass it as "deliveryMethodId".' })
  methodId: string;

  @Field({ description: 'Stable, for integrations.' })
  code: string;

  @Field({ description: 'Who brings it.' })
  carrier: string;

  @Field(() => MoneyType, { description: 'Before discounts.' })
  price: MoneyType;

  @Field(() => [CartDiscountType], { description: 'What promotions take off.' })
  discounts: CartDiscountType[];

  @Field(() => CartTaxType, { description: 'Its tax.' })
  tax: CartTaxType;

  @Field(() => MoneyType, { description: 'What it costs: the price, less the discounts, with its tax.' })
  total: MoneyType;

  @Field(() => Int, { description: 'Working days from the payment to the door, at best.' })
  minDays: number;

  @Field(() => Int, { description: 'And at worst.' })
  maxDays: number;

  /** In both languages; `name` picks one. */
  names: Named['names'];
}

@ObjectType('TotalStep', { description: 'A step of how a total came about.' })
export class TotalStepType {
  @Field(() => TotalStepKind, { description: 'What happens in it.' })
  step: string;

  @Field({ description: 'The variant, "delivery" or "order".' })
  of: string;

  @Field({ description: 'For a person.' })
  text: string;

  @Field(() => ID, { nullable: true, description: 'RULE: which promotion.' })
  promotionId?: string;

  @Field(() => MoneyType, { description: 'What it adds or, below zero, takes off.' })
  change: MoneyType;

  @Field(() => MoneyType, { description: 'What there is behind it.' })
  result: MoneyType;
}

export function toDiscountType({ promotion, code, amount }: Discount): CartDiscountType {
  return { promotionId: promotion.id, names: promotion.name, code, amount: toMoneyType(amount) };
}

export function toTaxType({ category, rateBasisPoints, isIncluded, amount }: Tax): CartTaxType {
  return { category, rateBasisPoints, isIncluded, amount: toMoneyType(amount) };
}

export function toDeliveryOptionType({ quote, price, discounts, tax, total }: PricedDelivery): DeliveryOptionType {
  const { methodId, code, carrier, name: names, estimate } = quote;
  return {
    ...estimate,
    methodId,
    code,
    carrier,
    names,
    price: toMoneyType(price),
    discounts: discounts.map(toDiscountType),
    tax: toTaxType(tax),
    total: toMoneyType(total),
  };
}

export function toTotalStepType({ change, result, ...step }: TraceStep): TotalStepType {
  return { ...step, change: toMoneyType(change), result: toMoneyType(result) };
}
