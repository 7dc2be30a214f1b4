import { Injectable } from '@nestjs/common';
import {
  Database,
  type Erasure,
  type Person,
  PersonalData,
  type PersonalSection,
  personalSections,
} from '@tovar/platform';

/** What somebody has paid, and was given back. */
@Injectable()
export class PaymentsPersonalData extends PersonalData {
  constructor(private readonly database: Database) {
    super();
  }

  sections(person: Person): readonly PersonalSection[] {
    return personalSections(this.database, { payments: PAYMENTS }, person);
  }

  /** There is nothing to take out: sums and dates have to stay, and names and addresses never come here. */
  async erase(): Promise<Erasure> {
    return { waitsFor: null };
  }
}

const PAYMENTS = `
  SELECT p.id::text AS key,
         jsonb_build_object(
           'orderNumber', p.order_number, 'provider', p.provider, 'createdAt', p.created_at, 'state', p.state,
           'amountMinor', p.amount_minor, 'currency', p.currency, 'lines', p.lines,
           'transactions', (SELECT jsonb_agg(jsonb_build_object('type', t.type, 'state', t.state, 'at', t.created_at,
                                                                'amountMinor', t.amount_minor) ORDER BY t.entry)
                              FROM payment_transaction t WHERE t.payment_id = p.id)) AS item
    FROM payment p WHERE p.customer_id = $1`;
