import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CurrencyCodeScalar, MinorUnitsScalar } from '@tovar/contracts/graphql';
import { RATE_BASES } from '../domain/rate.ts';
import { DeliveryEstimateType } from './delivery-quote.types.ts';

const BASES = {
  FLAT: { description: 'On nothing: one step without an end.' },
  BY_WEIGHT: { description: "On the parcel's weight in grams." },
  BY_TOTAL: { description: 'On what the goods cost, in minor units.' },
};
const RateBasisEnum = Object.fromEntries(RATE_BASES.map((basis) => [basis, basis]));
registerEnumType(RateBasisEnum, {
  name: 'DeliveryRateBasis',
  description: 'What a price depends on.',
  valuesMap: BASES,
});

@ObjectType('DeliveryRateStep', { description: 'A price up to and with a weight or a total.' })
export class DeliveryRateStepType {
  @Field(() => String, { nullable: true, description: 'Grams or minor units, by the basis; null without an end.' })
  upTo: string | null;

  @Field(() => MinorUnitsScalar, { description: "For the whole parcel, in minor units of the rate's currency." })
  price: string;
}

@ObjectType('DeliveryRate', { description: 'What a method costs in a zone, in one currency.' })
export class DeliveryRateType {
  @Field(() => CurrencyCodeScalar, { description: 'All its prices are in this currency.' })
  currency: string;

  @Field(() => RateBasisEnum, { description: 'What the price depends on.' })
  basis: string;

  @Field(() => [DeliveryRateStepType], { description: 'Ascending; what is beyond the last one is not brought.' })
  steps: DeliveryRateStepType[];

  @Field(() => MinorUnitsScalar, {
    nullable: true,
    description: 'Free for goods of this much or more, in minor units; null when it never is.',
  })
  freeFrom: string | null;
}

@ObjectType('ServedZone', { description: 'On which terms a method delivers to a zone.' })
export class ServedZoneType {
  @Field(() => ID, { description: 'The zone.' })
  zoneId: string;

  @Field(() => DeliveryEstimateType, { description: 'How long it takes.' })
  estimate: DeliveryEstimateType;

  @Field(() => [DeliveryRateType], { description: 'One for each currency.' })
  rates: DeliveryRateType[];
}

@InputType({ description: 'A price up to and with a weight or a total.' })
export class DeliveryRateStepInput {
  @Field(() => String, {
    nullable: true,
    description: 'A whole number as text: grams or minor units, by the basis. Left out in a last step without an end.',
  })
  upTo?: string | null;

  @Field(() => MinorUnitsScalar, { description: 'For the whole parcel, in minor units; 0 when it is free.' })
  price: string;
}

@InputType({ description: 'What a method costs in a zone, in one currency.' })
export class DeliveryRateInput {
  @Field(() => CurrencyCodeScalar, { description: 'All its prices are in this currency.' })
  currency: string;

  @Field(() => RateBasisEnum, { description: 'What the price depends on.' })
  basis: string;

  @Field(() => [DeliveryRateStepInput], { description: 'Ascending; a flat rate has one, without an end.' })
  steps: DeliveryRateStepInput[];

  @Field(() => MinorUnitsScalar, {
    nullable: true,
    description: 'Free for goods of this much or more, in minor units; left out when it never is.',
  })
  freeFrom?: string | null;
}

@InputType({ description: "Working days from an order's payment to the door." })
export class DeliveryEstimateInput {
  @Field(() => Int, { description: 'The least.' })
  minDays: number;

  @Field(() => Int, { description: 'The most.' })
  maxDays: number;
}

@InputType({ description: 'On which terms a method delivers to a zone.' })
export class ServedZoneInput {
  @Field(() => ID, { description: 'The zone.' })
  zoneId: string;

  @Field(() => DeliveryEstimateInput, { description: 'How long it takes.' })
  estimate: DeliveryEstimateInput;

  @Field(() => [DeliveryRateInput], { description: 'One for each currency, at least one.' })
  rates: DeliveryRateInput[];
}
