import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import type { Address } from '../domain/address.ts';

/** The addresses of one person, the oldest first; never more than twenty, so they come at once. */
@Injectable()
export class AddressBook {
  constructor(private readonly database: Database) {}

  of(userId: string): Promise<readonly Address[]> {
    return this.database.prepared<Address>(ADDRESSES, [userId]);
  }
}

const ADDRESSES = {
  name: 'address-book.of-user',
  text: `SELECT id, recipient, line1, line2, city, region, postal_code AS "postalCode", country, phone,
                is_default_shipping AS "isDefaultShipping", is_default_billing AS "isDefaultBilling"
           FROM address WHERE user_id = $1 ORDER BY id`,
};
