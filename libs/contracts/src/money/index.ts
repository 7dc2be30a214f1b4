export { allocate } from './allocate.ts';
export { type CurrencyCode, currencyCode, currencyCodes, exponentOf, isCurrencyCode } from './currencies.ts';
export { formatDecimal, parseDecimal } from './decimal.ts';
export {
  add,
  compare,
  isEqual,
  isZero,
  MAX_AMOUNT,
  type Money,
  money,
  multiply,
  negate,
  subtract,
  sum,
} from './money.ts';
export { fromJson, type MoneyJson, moneyJson, type MoneyView, moneyView, toJson, toView } from './money-json.ts';
export {
  AmountOutOfRange,
  CurrencyMismatch,
  InvalidAmount,
  InvalidQuantity,
  InvalidRate,
  InvalidWeights,
  MoneyError,
  UnknownCurrency,
} from './money.errors.ts';
export { applyRate, basisPoints, type Rate, rate } from './rate.ts';
