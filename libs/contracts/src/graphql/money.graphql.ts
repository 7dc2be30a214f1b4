import { Directive, Field, ObjectType } from '@nestjs/graphql';
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { formatDecimal, type Money } from '../money/index.ts';

const WHOLE = /^-?\d{1,16}$/;

function wholeNumber(value: unknown): string {
  if (typeof value === 'string' && WHOLE.test(value)) return value;
  throw new GraphQLError('MinorUnits is a whole number as text, for example "1299".');
}

/** A whole number of a currency's smallest unit, as text: larger than a JSON number may be. */
export const MinorUnitsScalar = new GraphQLScalarType<string, string>({
  name: 'MinorUnits',
  description: 'A whole number of the currency\'s smallest unit, as text: "1299" is 12.99 EUR.',
  serialize: (value) => String(value),
  parseValue: wholeNumber,
  parseLiteral: (node) => wholeNumber(node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : undefined),
});

function currencyCode(value: unknown): string {
  if (typeof value === 'string' && /^[A-Z]{3}$/.test(value)) return value;
  throw new GraphQLError('CurrencyCode is an ISO 4217 code of three capital letters, for example EUR.');
}

/** ISO 4217. */
export const CurrencyCodeScalar = new GraphQLScalarType<string, string>({
  name: 'CurrencyCode',
  description: 'An ISO 4217 code, for example EUR.',
  serialize: (value) => String(value),
  parseValue: currencyCode,
  parseLiteral: (node) => currencyCode(node.kind === Kind.STRING ? node.value : undefined),
});

@ObjectType('Money', { description: 'An amount of money. There are no floating point numbers anywhere.' })
@Directive('@shareable')
export class MoneyType {
  @Field(() => MinorUnitsScalar, { description: 'In the smallest unit of the currency.' })
  amount: string;

  @Field(() => CurrencyCodeScalar, { description: 'ISO 4217.' })
  currency: string;

  @Field({ description: 'With the decimals of the currency, for example "12.99".' })
  decimal: string;
}

export function toMoneyType(money: Money): MoneyType {
  return { amount: money.amount.toString(), currency: money.currency, decimal: formatDecimal(money) };
}
