import { DomainError } from '@tovar/platform';
import { addressFormOf, COUNTRIES } from './countries.ts';

/** Where something is sent, or who is billed. */
export interface AddressFields {
  readonly recipient: string;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  /** State or province; needed in some countries. */
  readonly region: string | null;
  readonly postalCode: string | null;
  /** ISO 3166-1, two letters. */
  readonly country: string;
  /** E.164. */
  readonly phone: string | null;
  readonly isDefaultShipping: boolean;
  readonly isDefaultBilling: boolean;
}

export interface Address extends AddressFields {
  readonly id: string;
}

export const MOST_ADDRESSES = 20;
/** Letters of any script, nothing that a label printer or a log would act upon. */
export const ADDRESS_TEXT = /^[^\p{Cc}\p{Cs}]+$/u;
export const LONGEST = { recipient: 100, line1: 200, line2: 200, city: 100, region: 100, postalCode: 12 } as const;

/** The address book is full. */
export class TooManyAddresses extends DomainError {
  readonly code = 'TOO_MANY_ADDRESSES';
  override readonly kind = 'conflict';
  constructor() {
    super(`An account keeps at most ${MOST_ADDRESSES} addresses. Remove one first.`, { allowed: MOST_ADDRESSES });
  }
}

/** The country's mail could not work with it; `fields` name what is wrong or missing. */
export class AddressNotDeliverable extends DomainError {
  readonly code = 'ADDRESS_NOT_DELIVERABLE';
  constructor(
    country: string,
    readonly fields: readonly string[],
  ) {
    super(`Mail to ${country} cannot be addressed like this; look at: ${fields.join(', ')}.`, { fields });
  }
}

/** Throws `AddressNotDeliverable`. */
export function requireDeliverable({ country, postalCode, region }: AddressFields): void {
  const { postalCode: pattern, needsRegion } = addressFormOf(country);
  const faults = {
    country: !COUNTRIES.has(country),
    postalCode: pattern !== undefined && !pattern.test(postalCode ?? ''),
    region: needsRegion === true && !region,
  };
  const fields = Object.entries(faults).flatMap(([field, isWrong]) => (isWrong ? [field] : []));
  if (fields.length > 0) throw new AddressNotDeliverable(country, fields);
}
