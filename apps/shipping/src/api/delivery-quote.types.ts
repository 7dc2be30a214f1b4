import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { type DeliveryQuote, fromJson, TAX_CATEGORIES } from '@tovar/contracts';
import { CurrencyCodeScalar, MinorUnitsScalar, MoneyType, toMoneyType } from '@tovar/contracts/graphql';

export const TaxCategoryEnum = Object.fromEntries(TAX_CATEGORIES.map((category) => [category, category]));
registerEnumType(TaxCategoryEnum, { name: 'TaxCategory', description: 'What something is for the taxman.' });

@ObjectType('LocalizedText', { description: 'The same text in both languages.' })
@Directive('@shareable')
export class LocalizedTextType {
  @Field({ description: 'In English.' })
  en: string;

  @Field({ description: 'In Russian.' })
  ru: string;
}

@InputType({ description: 'The same text in both languages.' })
export class LocalizedTextInput {
  @Field({ description: 'In English.' })
  en: string;

  @Field({ description: 'In Russian.' })
  ru: string;
}

@ObjectType('DeliveryEstimate', { description: "Working days from an order's payment to the door." })
@Directive('@shareable')
export class DeliveryEstimateType {
  @Field(() => Int, { description: 'The least.' })
  minDays: number;

  @Field(() => Int, { description: 'The most.' })
  maxDays: number;
}

@ObjectType('DeliveryQuote', { description: 'A way of delivery with its price for one parcel.' })
@Directive('@shareable')
export class DeliveryQuoteType {
  @Field(() => ID, { description: 'The delivery method.' })
  methodId: string;

  @Field({ description: 'Stable: courier, pickup.' })
  code: string;

  @Field(() => LocalizedTextType, { description: 'What it is called.' })
  name: LocalizedTextType;

  @Field({ description: 'Who brings it.' })
  carrier: string;

  @Field(() => MoneyType, { description: 'For the whole parcel; 0 when it is free.' })
  price: MoneyType;

  @Field({ description: 'False when tax comes on top of the price.' })
  isTaxIncluded: boolean;

  @Field(() => TaxCategoryEnum, { description: 'How the delivery is taxed.' })
  taxCategory: string;

  @Field(() => DeliveryEstimateType, { description: 'How long it takes.' })
  estimate: DeliveryEstimateType;
}

@InputType('DeliveryDestinationInput', { description: 'Where a parcel would go.' })
export class DeliveryDestinationInput {
  @Field({ description: 'ISO 3166-1, two letters.' })
  country: string;

  @Field(() => String, { nullable: true, description: 'State or province.' })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'Zones may be parts of a country.' })
  postalCode?: string | null;
}

@ArgsType()
export class DeliveryQuoteArgs {
  @Field(() => DeliveryDestinationInput, { description: 'Where to.' })
  destination: DeliveryDestinationInput;

  @Field(() => Int, { description: 'In grams.' })
  weightGrams: number;

  @Field(() => MinorUnitsScalar, { description: 'The goods after their discounts, in minor units of the currency.' })
  subtotal: string;

  @Field(() => CurrencyCodeScalar, { description: 'What to quote in.' })
  currency: string;
}

export function toQuoteType({ price, ...quote }: DeliveryQuote): DeliveryQuoteType {
  return { ...quote, price: toMoneyType(fromJson(price)) };
}
