import { undeliverableParts } from '@tovar/contracts';
import { DomainError } from '@tovar/platform';

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
export function requireDeliverable(address: AddressFields): void {
  const fields = undeliverableParts(address);
  if (fields.length > 0) throw new AddressNotDeliverable(address.country, fields);
}
