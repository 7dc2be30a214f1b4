/** What every refusal of the money functions has: a stable `code`, a message for a person, details for a machine. */
export abstract class MoneyError extends Error {
  abstract readonly code: string;

  constructor(
    message: string,
    readonly details: Readonly<Record<string, string>>,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** The code is not an active ISO 4217 currency. */
export class UnknownCurrency extends MoneyError {
  readonly code = 'UNKNOWN_CURRENCY';
  constructor(currency: string) {
    super(`"${currency}" is not an active ISO 4217 currency code.`, { currency });
  }
}

/** Two amounts of different currencies met in one calculation. */
export class CurrencyMismatch extends MoneyError {
  readonly code = 'CURRENCY_MISMATCH';
  constructor(expected: string, actual: string) {
    super(`Expected an amount in ${expected}, got one in ${actual}.`, { expected, actual });
  }
}

/** The text is not a decimal amount, or has more decimals than its currency. */
export class InvalidAmount extends MoneyError {
  readonly code = 'INVALID_AMOUNT';
  constructor(text: string, expectation: string) {
    super(`"${text}" is not an amount: ${expectation}.`, { text });
  }
}

/** The amount is larger than any that the shop can mean; most likely an overflow or an attack. */
export class AmountOutOfRange extends MoneyError {
  readonly code = 'AMOUNT_OUT_OF_RANGE';
  constructor(amount: bigint, currency: string) {
    super(`${amount} minor units of ${currency} exceed the largest amount, 10^15.`, { amount: `${amount}`, currency });
  }
}

/** A quantity is not a whole number from 0 up. */
export class InvalidQuantity extends MoneyError {
  readonly code = 'INVALID_QUANTITY';
  constructor(quantity: number | bigint) {
    super(`${quantity} is not a quantity; it must be a whole number, 0 or more.`, { quantity: `${quantity}` });
  }
}

/** A rate is no fraction of whole numbers with a positive denominator. */
export class InvalidRate extends MoneyError {
  readonly code = 'INVALID_RATE';
  constructor(rate: string) {
    super(`${rate} is not a rate; it must be a whole number over a positive whole number.`, { rate });
  }
}

/** An amount cannot be shared out by these weights. */
export class InvalidWeights extends MoneyError {
  readonly code = 'INVALID_WEIGHTS';
  constructor(weights: readonly bigint[]) {
    super('Weights must not be negative, and one must be positive.', { weights: weights.join(', ') });
  }
}
