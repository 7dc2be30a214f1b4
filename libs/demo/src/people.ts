import type { LocalizedText, Locale } from './demo-product.ts';
import { uuidV7 } from './ids.ts';
import type { Random } from './random.ts';
import { distinctNames, nameAt } from './text/person-names.ts';
import { BASE_DATE, OPENED_AT } from './timeline.ts';

/** A made-up customer; the address belongs to a domain that is reserved for examples and receives no mail. */
export interface DemoCustomer {
  readonly id: string;
  readonly email: string;
  readonly givenName: LocalizedText;
  readonly familyName: LocalizedText;
  /** The language this customer reads the shop in. */
  readonly locale: Locale;
  readonly registeredAt: Date;
}

// RFC 2606 keeps these for examples.
const DOMAINS = ['example.com', 'example.org', 'example.net'] as const;

// Coprime to the number of names (a product of twos and threes), so stepping by it visits each name once per round.
const STRIDE = 139;

/** That many customers, no two with one e-mail address, whichever the seed. */
export function* demoCustomers(count: number, random: Random): Generator<DemoCustomer> {
  const people = random.stream('customer');
  const start = people.integer(0, distinctNames - 1);
  for (let ordinal = 0; ordinal < count; ordinal += 1) {
    const name = nameAt(start + ordinal * STRIDE);
    const round = Math.floor(ordinal / distinctNames);
    const own = people.stream(String(ordinal));
    const registeredAtMs = Math.floor(own.between(OPENED_AT.getTime(), BASE_DATE.getTime()));
    const mailbox = `${name.given.en}.${name.family.en}`.toLowerCase();
    yield {
      id: uuidV7(registeredAtMs, 0, own),
      email: `${mailbox}${round > 0 ? round + 1 : ''}@${own.pick(DOMAINS)}`,
      givenName: name.given,
      familyName: name.family,
      locale: name.locale,
      registeredAt: new Date(registeredAtMs),
    };
  }
}
