import { Random } from '@tovar/testing';
import { FAILPOINTS } from './failpoints.ts';
import {
  commitsAreSlow,
  connectionsAreCut,
  connectionsRunOut,
  statementsTimeOut,
  transactionsAreGivenUp,
  WRITTEN_TABLES,
} from './faults/database-faults.ts';
import { messagesAreLate, messagesComeAgain, messagesComeShuffled } from './faults/log-faults.ts';
import {
  clockJumps,
  commitsAreCutOff,
  databaseDies,
  diesAnyTime,
  diesAt,
  standsStill,
} from './faults/process-faults.ts';
import { type ProviderFault, providerFails } from './faults/sandbox-faults.ts';
import type { Fault, Round } from './round.ts';
import type { StruckShop } from './struck-shop.ts';

/** A kind of fault, and how often it comes; those that cost a restart come seldom. */
interface Kind {
  readonly id: string;
  readonly weight: number;
  /** Of those with the same one there is one at a time; the id unless it is given. */
  readonly part?: string;
  make(shop: StruckShop, random: Random): Fault;
}

const CALL_FAULTS = [
  'timeout-before-commit',
  'timeout-after-commit',
  '500-before-commit',
  '500-after-commit',
  '429',
  'reset',
  'slow',
];
const WEBHOOK_FAULTS = ['webhook-duplicate', 'webhook-drop', 'webhook-delay', 'webhook-forged', 'webhook-reorder'];
const REFUND_FAULTS = ['refund-pending', 'refund-canceled', '202'];
const CLOCK_JUMPS_MS = [20_000, 300_000, -300_000, -3_600_000];
/** A shop that is starting needs its connections. */
const LIFE = 'life of the process';

const KINDS: readonly Kind[] = [
  { id: 'FT-01', weight: 3, part: LIFE, make: (shop, random) => diesAt(shop, random.pick(FAILPOINTS)) },
  { id: 'FT-02', weight: 1, part: LIFE, make: (shop) => diesAnyTime(shop) },
  { id: 'FT-03', weight: 5, make: ({ adminUrl }, random) => messagesComeAgain(adminUrl, 10 + random.below(50)) },
  { id: 'FT-03', weight: 4, make: ({ adminUrl }, random) => messagesAreLate(adminUrl, 100 + random.below(700)) },
  { id: 'FT-03', weight: 6, make: ({ adminUrl }, random) => messagesComeShuffled(adminUrl, 50 + random.below(150)) },
  { id: 'FT-04', weight: 14, make: ({ sandboxUrl }, random) => providerFails(sandboxUrl, callFault(random)) },
  { id: 'FT-04', weight: 6, make: ({ sandboxUrl }, random) => providerFails(sandboxUrl, webhookFault(random)) },
  { id: 'FT-04', weight: 4, make: ({ sandboxUrl }, random) => providerFails(sandboxUrl, refundFault(random)) },
  { id: 'FT-06', weight: 4, part: 'connections', make: ({ adminUrl }) => connectionsAreCut(adminUrl) },
  { id: 'FT-06', weight: 4, part: 'statements', make: ({ adminUrl }) => statementsTimeOut(adminUrl) },
  { id: 'FT-06', weight: 4, part: 'commits', make: ({ adminUrl }) => commitsAreSlow(adminUrl) },
  { id: 'FT-06', weight: 5, part: 'COMMIT', make: (shop, random) => commitsAreCutOff(shop, 1 + random.below(6)) },
  { id: 'FT-06', weight: 8, part: 'given up', make: ({ adminUrl }, random) => givenUp(adminUrl, random) },
  { id: 'FT-06', weight: 3, part: LIFE, make: ({ adminUrl }, random) => runOut(adminUrl, random) },
  { id: 'FT-06', weight: 1, part: LIFE, make: (shop) => databaseDies(shop) },
  { id: 'FT-08', weight: 4, make: (shop, random) => clockJumps(shop, random.pick(CLOCK_JUMPS_MS)) },
  { id: 'FT-10', weight: 2, make: (shop, random) => standsStill(shop, 300 + random.below(2_000)) },
];

/** Every id that `only` may name; FT-13 is a crowd and not a fault of its own. */
export const FAULT_IDS: readonly string[] = [...new Set([...KINDS.map(({ id }) => id), 'FT-13'])].toSorted();

const AT_ONCE = 4;
/** Who want the same two things at the same moment; each hundredth seed brings as many as a flash sale. */
const CROWD = 40;
const HUGE_CROWD = 1_000;

/** A round by its seed: the same number chooses the same faults and the same wishes. */
export function roundOf(shop: StruckShop, seed: number, variants: readonly string[], only: readonly string[]): Round {
  const random = new Random(seed);
  const kinds = KINDS.filter(({ id }) => only.length === 0 || only.includes(id));
  const mayBeCrowded = only.length === 0 || only.includes('FT-13');
  const isHuge = mayBeCrowded && seed % 100 === 0;
  const isCrowded = isHuge || (mayBeCrowded && random.percent(only.length === 1 ? 100 : 4));
  const crowd = isHuge ? HUGE_CROWD : CROWD;
  return {
    seed,
    buyers: isCrowded ? crowd : 5 + random.below(6),
    isSale: isHuge,
    variants: isCrowded ? variants.slice(0, 2) : variants,
    receipts: 2 + random.below(3),
    providers: ['paypal', 'yookassa'],
    refundPercent: 40,
    faults: chosen(kinds, random).map((kind) => kind.make(shop, random)),
    giveUpAfterMs: isHuge ? 120_000 : 60_000,
    quietWithinMs: isHuge ? 120_000 : 45_000,
  };
}

/** Four at once, but no two that would hide each other. */
function chosen(kinds: readonly Kind[], random: Random): Kind[] {
  const parts = new Map<string, Kind>();
  const drawn = kinds.length === 0 ? [] : Array.from({ length: AT_ONCE }, () => weighted(kinds, random));
  for (const kind of drawn) {
    const part = kind.part ?? kind.id;
    if (!parts.has(part)) parts.set(part, kind);
  }
  return [...parts.values()];
}

function weighted(kinds: readonly Kind[], random: Random): Kind {
  return random.pick(kinds.flatMap((kind) => Array.from({ length: kind.weight }, () => kind)));
}

function givenUp(adminUrl: string, random: Random): Fault {
  return transactionsAreGivenUp(adminUrl, random.pick(WRITTEN_TABLES), 2 + random.below(8));
}

function runOut(adminUrl: string, random: Random): Fault {
  return connectionsRunOut(adminUrl, 200 + random.below(800));
}

function callFault(random: Random): ProviderFault {
  const target = random.pick(['create', 'capture', 'refund', 'get'] as const);
  return { target, kind: random.pick(CALL_FAULTS), times: 1 + random.below(5), delayMs: 300 };
}

function webhookFault(random: Random): ProviderFault {
  return { target: 'webhook', kind: random.pick(WEBHOOK_FAULTS), times: 1 + random.below(8), delayMs: 400 };
}

/** Only YooKassa refunds like this. */
function refundFault(random: Random): ProviderFault {
  const kind = random.pick(REFUND_FAULTS);
  return { provider: 'yookassa', target: 'refund', kind, times: 1 + random.below(3), delayMs: 300 };
}
