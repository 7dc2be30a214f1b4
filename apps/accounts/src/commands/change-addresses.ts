import { Injectable } from '@nestjs/common';
import { Database, NotFound } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import {
  type Address,
  type AddressFields,
  MOST_ADDRESSES,
  requireDeliverable,
  TooManyAddresses,
} from '../domain/address.ts';

/**
 * A person's address book. One address at most is the default for shipping, one for billing: a new default takes the place
 * of the one before. Each method throws `NotFound` for an address of somebody else, as for one that does not exist.
 */
@Injectable()
export class ChangeAddresses {
  constructor(private readonly database: Database) {}

  /** The first one becomes both defaults. Throws `AddressNotDeliverable` and `TooManyAddresses`. */
  async add(userId: string, fields: AddressFields): Promise<Address> {
    requireDeliverable(fields);
    const id = uuidv7();
    return this.database.transaction(async () => {
      await this.lockBook(userId);
      const count = await this.count(userId);
      if (count >= MOST_ADDRESSES) throw new TooManyAddresses();
      const isFirst = count === 0;
      const address = {
        ...fields,
        id,
        isDefaultShipping: isFirst || fields.isDefaultShipping,
        isDefaultBilling: isFirst || fields.isDefaultBilling,
      };
      await this.makeRoom(userId, address);
      await this.database.prepared(ADD, [userId, id, ...valuesOf(address)]);
      return address;
    });
  }

  /** Replaces all fields. Throws `AddressNotDeliverable`. */
  async replace(userId: string, id: string, fields: AddressFields): Promise<Address> {
    requireDeliverable(fields);
    const address = { ...fields, id };
    return this.database.transaction(async () => {
      await this.lockBook(userId);
      await this.makeRoom(userId, address);
      const found = await this.database.prepared(REPLACE, [userId, id, ...valuesOf(address)]);
      if (found.length === 0) throw new NotFound('The address');
      return address;
    });
  }

  async remove(userId: string, id: string): Promise<void> {
    const removed = await this.database.prepared(REMOVE, [userId, id]);
    if (removed.length === 0) throw new NotFound('The address');
  }

  /** Two requests of one person at the same time must not both take the last place, nor both become the default. */
  private async lockBook(userId: string): Promise<void> {
    await this.database.prepared(LOCK, [userId]);
  }

  /** A statement of its own: one that waits for the lock would count what was there before it waited. */
  private async count(userId: string): Promise<number> {
    const [book] = await this.database.prepared<{ count: number }>(COUNT, [userId]);
    return book?.count ?? 0;
  }

  private async makeRoom(userId: string, { id, isDefaultShipping, isDefaultBilling }: Address): Promise<void> {
    if (!isDefaultShipping && !isDefaultBilling) return;
    await this.database.prepared(MAKE_ROOM, [userId, id, isDefaultShipping, isDefaultBilling]);
  }
}

function valuesOf(address: AddressFields): unknown[] {
  const { recipient, line1, line2, city, region, postalCode, country, phone } = address;
  const { isDefaultShipping, isDefaultBilling } = address;
  return [recipient, line1, line2, city, region, postalCode, country, phone, isDefaultShipping, isDefaultBilling];
}

const LOCK = { name: 'addresses.lock', text: 'SELECT FROM user_account WHERE id = $1 FOR UPDATE' };
const COUNT = { name: 'addresses.count', text: 'SELECT count(*)::int AS count FROM address WHERE user_id = $1' };
const MAKE_ROOM = {
  name: 'addresses.make-room',
  text: `UPDATE address SET is_default_shipping = is_default_shipping AND NOT $3,
                            is_default_billing = is_default_billing AND NOT $4
          WHERE user_id = $1 AND id <> $2 AND (is_default_shipping AND $3 OR is_default_billing AND $4)`,
};
const ADD = {
  name: 'addresses.add',
  text: `INSERT INTO address (user_id, id, recipient, line1, line2, city, region, postal_code, country, phone,
                              is_default_shipping, is_default_billing)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
};
const REPLACE = {
  name: 'addresses.replace',
  text: `UPDATE address SET recipient = $3, line1 = $4, line2 = $5, city = $6, region = $7, postal_code = $8,
                            country = $9, phone = $10, is_default_shipping = $11, is_default_billing = $12
          WHERE user_id = $1 AND id = $2 RETURNING id`,
};
const REMOVE = {
  name: 'addresses.remove',
  text: 'DELETE FROM address WHERE user_id = $1 AND id = $2 RETURNING id',
};
