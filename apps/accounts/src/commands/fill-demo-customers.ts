import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type DemoCustomer, type DemoSize, demoShop } from '@tovar/demo';
import { Database } from '@tovar/platform';
import { PasswordHasher } from '../domain/password-hasher.ts';

/** Accounts of the made-up customers who have written the demo's reviews. Nobody can log in to them. */
@Injectable()
export class FillDemoCustomers {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordHasher,
  ) {}

  /** Those that are there already stay as they are. */
  async execute({ seed, size }: { readonly seed: number; readonly size: DemoSize }): Promise<void> {
    const shop = demoShop({ seed, size });
    const customers = [...shop.customers(shop.customerCount)];
    const known = await this.database.query('SELECT FROM user_account WHERE id = $1', [customers[0]?.id]);
    if (known.length > 0) return;
    // Of a word that nobody has ever known.
    const passwordHash = await this.passwords.hash(randomBytes(32).toString('base64url'));
    await this.database.query(ADD, [JSON.stringify(customers.map(toRow)), passwordHash]);
  }
}

function toRow({ id, email, givenName, familyName, locale, registeredAt }: DemoCustomer): object {
  const name = `${givenName[locale]} ${familyName[locale]}`;
  return { id, email, name, locale: locale.toUpperCase(), registeredAt: registeredAt.toISOString() };
}

const ADD = `
  WITH added AS (
    INSERT INTO user_account (id, email, display_name, password_hash, email_verified_at, created_at, locale)
    SELECT id, email, name, $2, "registeredAt", "registeredAt", locale
      FROM jsonb_to_recordset($1::jsonb)
           AS d (id uuid, email text, name text, locale text, "registeredAt" timestamptz)
    ON CONFLICT DO NOTHING RETURNING id)
  INSERT INTO role_assignment (user_id, role) SELECT id, 'customer' FROM added`;
