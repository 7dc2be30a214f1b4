import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { type AppliedDiscount, type CheckoutDelivery, fromJson, type LineTax, type TotalStep } from '@tovar/contracts';
import { MoneyType, toMoneyType } from '@tovar/contracts/graphql';
import { TAX_CATEGORIES } from '@tovar/contracts';
import { enumOf } from './enum-of.ts';

const TaxCategory = enumOf('OrderTaxCategory', TAX_CATEGORIES, 'What something is for the taxman.');
export const TOTAL_STEPS = [
  'PRICE',
  'RULE',
  'TAX',
  'ROUNDING',
  'DELIVERY',
  'TOTAL',
] as const satisfies TotalStep['step'][];
const Step = enumOf('OrderTotalStepKind', TOTAL_STEPS, 'What a step of a calculation is about.');

@ObjectType({ description: 'Something in the languages of the shop.' })
export class OrderText {
  @Field({ description: 'In English.' })
  en: string;

  @Field({ description: 'In Russian.' })
  ru: string;
}

@ObjectType({ description: 'What took something off a price.' })
export class OrderDiscount {
  @Field(() => ID, { description: 'The promotion.' })
  promotionId: string;

  @Field(() => String, { nullable: true, description: 'The code that the buyer entered, if one was needed.' })
  code: string | null;

  @Field(() => OrderText, { description: 'What it was called.' })
  name: OrderText;

  @Field(() => MoneyType, { description: 'What it took off; never negative.' })
  amount: MoneyType;
}

@ObjectType({ description: 'The tax of a line or of the delivery.' })
export class OrderTax {
  @Field(() => TaxCategory, { description: 'What it is for the taxman.' })
  category: string;

  @Field(() => Int, { description: 'In hundredths of a percent: 1900 is 19 %.' })
  rateBasisPoints: number;

  @Field({ description: 'True when it is in the price; otherwise it comes on top.' })
  isIncluded: boolean;

  @Field(() => MoneyType, { description: 'How much it is.' })
  amount: MoneyType;
}

@ObjectType({ description: 'Where an order is sent.' })
export class OrderAddress {
  @Field({ description: 'Who gets it.' })
  recipient: string;

  @Field({ description: 'Street and number.' })
  line1: string;

  @Field(() => String, { nullable: true, description: 'What does not fit there.' })
  line2?: string | null;

  @Field({ description: 'Town or village.' })
  city: string;

  @Field(() => String, { nullable: true, description: 'State or province.' })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'As the country writes it.' })
  postalCode?: string | null;

  @Field({ description: 'ISO 3166-1, two letters.' })
  country: string;

  @Field(() => String, { nullable: true, description: 'E.164.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: "The carrier's code of the point where it is picked up." })
  pickupPoint?: string | null;
}

@ObjectType({ description: 'How an order is delivered, and for how much; as it was agreed on.' })
export class OrderDelivery {
  @Field(() => OrderAddress, { description: 'Where to.' })
  address: OrderAddress;

  @Field(() => ID, { description: 'The method.' })
  methodId: string;

  @Field({ description: "The method's name for machines, such as courier." })
  methodCode: string;

  @Field(() => OrderText, { description: "The method's name for people." })
  name: OrderText;

  @Field({ description: 'Who brings it.' })
  carrier: string;

  @Field(() => MoneyType, { description: 'Before discounts.' })
  price: MoneyType;

  @Field(() => [OrderDiscount], { description: 'What took something off it.' })
  discounts: OrderDiscount[];

  @Field(() => OrderTax, { description: 'Its tax.' })
  tax: OrderTax;

  @Field(() => MoneyType, { description: 'What it costs in all.' })
  total: MoneyType;

  @Field(() => Int, { description: 'Working days from the payment to the door, at least.' })
  minDays: number;

  @Field(() => Int, { description: 'Working days from the payment to the door, at most.' })
  maxDays: number;
}

@ObjectType({ description: 'A step of how a total came about.' })
export class OrderTotalStep {
  @Field(() => Step, { description: 'What it is about.' })
  step: string;

  @Field({ description: 'The variant, "delivery" or "order".' })
  of: string;

  @Field({ description: 'For a person.' })
  text: string;

  @Field(() => ID, { nullable: true, description: 'The promotion, where one did it.' })
  promotionId?: string | null;

  @Field(() => MoneyType, { description: 'What it adds, or, below zero, takes off.' })
  change: MoneyType;

  @Field(() => MoneyType, { description: 'What there is behind it.' })
  result: MoneyType;
}

@ObjectType({ description: 'A promotion that an order was placed with.' })
export class OrderPromotion {
  @Field(() => ID, { description: 'The promotion.' })
  promotionId: string;

  @Field(() => String, { nullable: true, description: 'The code that the buyer entered, if one was needed.' })
  code: string | null;
}

export function toDiscountType({ amount, ...discount }: AppliedDiscount): OrderDiscount {
  return { ...discount, amount: toMoneyType(fromJson(amount)) };
}

export function toTaxType({ amount, ...tax }: LineTax): OrderTax {
  return { ...tax, amount: toMoneyType(fromJson(amount)) };
}

export function toDeliveryType({ code: methodCode, estimate, ...delivery }: CheckoutDelivery): OrderDelivery {
  return {
    ...delivery,
    ...estimate,
    methodCode,
    price: toMoneyType(fromJson(delivery.price)),
    discounts: delivery.discounts.map(toDiscountType),
    tax: toTaxType(delivery.tax),
    total: toMoneyType(fromJson(delivery.total)),
  };
}

export function toStepType({ change, result, ...step }: TotalStep): OrderTotalStep {
  return { ...step, change: toMoneyType(fromJson(change)), result: toMoneyType(fromJson(result)) };
}
