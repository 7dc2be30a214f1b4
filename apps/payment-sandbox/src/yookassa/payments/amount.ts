/** An amount as YooKassa writes it: a decimal string in major units, never a number. */
export interface Amount {
  readonly value: string;
  readonly currency: string;
}

/** What a shop's contract can name; each has two decimals. */
export const currencies = 'RUB EUR USD KZT BYN UAH UZS TRY INR MDL AZN AMD'.split(' ');

/** Minor units of a well-formed amount. */
export function toMinor({ value }: Amount): bigint {
  const [whole = '', fraction = ''] = value.split('.');
  return BigInt(`${whole}${fraction.padEnd(2, '0')}`);
}

export function toAmount(currency: string, minor: bigint): Amount {
  const digits = String(minor).padStart(3, '0');
  return { value: `${digits.slice(0, -2)}.${digits.slice(-2)}`, currency };
}

/** The amount moved by some minor units. */
export function shifted(amount: Amount, minor: bigint): Amount {
  return toAmount(amount.currency, toMinor(amount) + minor);
}
