import { Random } from '@tovar/testing';
import { FAILPOINTS } from './failpoints.ts';
import { commitsAreSlow, connectionsAreCut, statementsTimeOut } from './faults/database-faults.ts';
import { messagesAreLate, messagesComeAgain } from './faults/log-faults.ts';
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
/** Forwards no further than a round can wait: an order that is placed in the future expires in the future. */
const CLOCK_JUMPS_MS = [20_000, -300_000, -3_600_000];

const KINDS: readonly Kind[] = [
  { id: 'FT-01', weight: 3, make: (shop, random) => diesAt(shop, random.pick(FAILPOINTS)) },
  { id: 'FT-02', weight: 1, make: (shop) => diesAnyTime(shop) },
  { id: 'FT-03', weight: 5, make: ({ adminUrl }, random) => messagesComeAgain(adminUrl, 10 + random.below(50)) },
  { id: 'FT-03', weight: 4, make: ({ adminUrl }, random) => messagesAreLate(adminUrl, 100 + random.below(700)) },
  { id: 'FT-04', weight: 14, make: ({ sandboxUrl }, random) => providerFails(sandboxUrl, callFault(random)) },
  { id: 'FT-04', weight: 6, make: ({ sandboxUrl }, random) => providerFails(sandboxUrl, webhookFault(random)) },
  { id: 'FT-06', weight: 4, make: ({ adminUrl }) => connectionsAreCut(adminUrl) },
  { id: 'FT-06', weight: 4, make: ({ adminUrl }) => statementsTimeOut(adminUrl) },
  { id: 'FT-06', weight: 4, make: ({ adminUrl }) => commitsAreSlow(adminUrl) },
  { id: 'FT-06', weight: 5, make: (shop, random) => commitsAreCutOff(shop, 1 + random.below(6)) },
  { id: 'FT-06', weight: 1, make: (shop) => databaseDies(shop) },
  { id: 'FT-08', weight: 3, make: (shop, random) => clockJumps(shop, random.pick(CLOCK_JUMPS_MS)) },
  { id: 'FT-10', weight: 2, make: (shop, random) => standsStill(shop, 300 + random.below(2_000)) },
];

const RESTARTS: ReadonlySet<string> = new Set(['FT-01', 'FT-02']);

/** Every id that `only` may name; FT-13 is a crowd and not a fault of its own. */
export const FAULT_IDS: readonly string[] = [...new Set([...KINDS.map(({ id }) => id), 'FT-13'])].toSorted();

/** A round by its seed: the same number chooses the same faults and the same wishes. */
export function roundOf(shop: StruckShop, seed: number, variants: readonly string[], only: readonly string[]): Round {
  const random = new Random(seed);
  const kinds = KINDS.filter(({ id }) => only.length === 0 || only.includes(id));
  const isCrowded = (only.length === 0 || only.includes('FT-13')) && random.percent(only.length === 1 ? 100 : 4);
  return {
    seed,
    buyers: isCrowded ? 40 : 4 + random.below(5),
    variants: isCrowded ? variants.slice(0, 2) : variants,
    receipts: 2 + random.below(3),
    faults: kinds.length === 0 ? [] : chosen(kinds, random).map((kind) => kind.make(shop, random)),
    giveUpAfterMs: 30_000,
    quietWithinMs: 45_000,
  };
}

/** Two at once; one process can die in one way at a time. */
function chosen(kinds: readonly Kind[], random: Random): Kind[] {
  const first = weighted(kinds, random);
  const second = weighted(kinds, random);
  const clash = first === second || (RESTARTS.has(first.id) && RESTARTS.has(second.id)) || first.id === second.id;
  return clash ? [first] : [first, second];
}

function weighted(kinds: readonly Kind[], random: Random): Kind {
  return random.pick(kinds.flatMap((kind) => Array.from({ length: kind.weight }, () => kind)));
}

function callFault(random: Random): ProviderFault {
  const target = random.pick(['create', 'capture', 'refund', 'get'] as const);
  return { target, kind: random.pick(CALL_FAULTS), times: 1 + random.below(5), delayMs: 300 };
}

function webhookFault(random: Random): ProviderFault {
  return { target: 'webhook', kind: random.pick(WEBHOOK_FAULTS), times: 1 + random.below(8), delayMs: 400 };
}
