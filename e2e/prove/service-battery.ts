import type { Random } from '@tovar/testing';
import { type DealtLane, DealtBattery } from './dealt-battery.ts';
import { dealt } from './dealt.ts';
import type { Fault } from './fault.ts';
import { FAILPOINTS_OF_BROKERS } from './failpoints.ts';
import {
  commitsAreSlow,
  connectionsAreCut,
  connectionsRunOut,
  statementsTimeOut,
  transactionsAreGivenUp,
  WRITTEN_TABLES,
} from './faults/database-faults.ts';
import {
  brokerDies,
  brokerRestarts,
  brokersDie,
  brokerStandsStill,
  databaseTakesNoWrites,
  redisForgets,
  redisIsFull,
} from './faults/engine-faults.ts';
import { messagesAreLate, messagesComeAgain } from './faults/message-faults.ts';
import { before, betweenServices, networkIsCut, networkIsHeld, networkIsSlow } from './faults/network-faults.ts';
import { commitsAreCutOff, databaseDies } from './faults/process-faults.ts';
import { type ProviderFault, providerFails } from './faults/sandbox-faults.ts';
import {
  clockOfServiceJumps,
  serviceDies,
  serviceDiesAt,
  serviceIsReplaced,
  serviceStandsStill,
} from './faults/service-faults.ts';
import { CALL_FAULTS, REFUND_FAULTS, WEBHOOK_FAULTS } from './provider-kinds.ts';
import type { StruckServices } from './struck-services.ts';

/** Those that a checkout goes through. */
const SERVICES = ['accounts', 'catalog', 'cart', 'orders', 'payments', 'shipping', 'notifications', 'gateway'] as const;
/** Those that decide about it, each by a clock and an outbox of its own. */
const DECIDING = ['orders', 'catalog', 'payments'] as const;
const CLOCK_JUMPS = ['orders', 'catalog', 'payments', 'accounts', 'gateway'].flatMap((service) =>
  [20_000, 300_000, -300_000, -3_600_000].map((byMs) => ({ service, byMs })),
);
const LATE = DECIDING.flatMap((service) => (['events', 'jobs'] as const).map((told) => ({ service, told })));
const LOG_OR_QUEUE = ['kafka', 'rabbitmq'] as const;
const SERVERS = ['kafka', 'rabbitmq', 'redis', 'PostgreSQL'] as const;
/** A service's statements wait for the answer to each: what is slow is slow many times. */
const SLOW_SERVER_MS = 40;
const SLOW_FOR_MS = 5_000;
const A_MINUTE_MS = 60_000;

type Lane = DealtLane<StruckServices>;

const STEPS: Lane = {
  perRound: 2,
  kinds: [{ id: 'FT-01', weight: 1, make: (shop, _, turn) => serviceDiesAt(shop, dealt(FAILPOINTS_OF_BROKERS, turn)) }],
};

const PROCESSES: Lane = {
  perRound: 2,
  kinds: [
    { id: 'FT-02', weight: 4, make: (shop, _, turn) => serviceDies(shop, dealt(SERVICES, turn)) },
    {
      id: 'FT-08',
      weight: 3,
      make: (shop, _, turn) => {
        const { service, byMs } = dealt(CLOCK_JUMPS, turn);
        return clockOfServiceJumps(shop, service, byMs);
      },
    },
    {
      id: 'FT-10',
      weight: 3,
      make: (shop, random, turn) => serviceStandsStill(shop, dealt(SERVICES, turn), away(random)),
    },
    { id: 'FT-11', weight: 3, make: (shop, _, turn) => serviceIsReplaced(shop, dealt(SERVICES, turn)) },
  ],
};

const BROKERS: Lane = {
  perRound: 1,
  kinds: [
    { id: 'FT-05', weight: 6, make: (shop, random, turn) => brokerDies(shop, one(turn), away(random)) },
    { id: 'FT-05', weight: 1, make: (shop, _, turn) => brokerDies(shop, one(turn), A_MINUTE_MS) },
    { id: 'FT-05', weight: 2, make: (shop, random) => brokersDie(shop, away(random)) },
    { id: 'FT-05', weight: 4, make: (shop, _, turn) => brokerRestarts(shop, one(turn)) },
    { id: 'FT-05', weight: 4, make: (shop, random, turn) => brokerStandsStill(shop, one(turn), away(random)) },
  ],
};

const REDIS: Lane = {
  perRound: 2,
  kinds: [
    { id: 'FT-07', weight: 4, make: (shop) => redisForgets(shop) },
    { id: 'FT-07', weight: 2, make: (shop, random) => brokerDies(shop, 'redis', away(random)) },
    { id: 'FT-07', weight: 1, make: (shop) => brokerRestarts(shop, 'redis') },
    { id: 'FT-07', weight: 2, make: (shop, random) => brokerStandsStill(shop, 'redis', away(random)) },
    { id: 'FT-12', weight: 2, make: (shop, random) => redisIsFull(shop, away(random)) },
  ],
};

const NETWORK: Lane = {
  perRound: 1,
  kinds: [
    { id: 'FT-09', weight: 1, make: (shop, random) => networkIsCut(betweenServices(shop), 1 + random.below(5)) },
    { id: 'FT-09', weight: 1, make: (shop, random) => networkIsHeld(betweenServices(shop), away(random)) },
    {
      id: 'FT-09',
      weight: 1,
      make: (shop, random) => networkIsSlow(betweenServices(shop), 50 + random.below(300), SLOW_FOR_MS),
    },
  ],
};

const NETWORK_BEFORE_SERVERS: Lane = {
  perRound: 1,
  kinds: SERVERS.map(before).flatMap((net) => [
    { id: 'FT-09', weight: 1, make: (shop, random) => networkIsCut(net(shop), 1 + random.below(5)) },
    { id: 'FT-09', weight: 1, make: (shop, random) => networkIsHeld(net(shop), away(random)) },
    {
      id: 'FT-09',
      weight: 1,
      make: (shop, random) => networkIsSlow(net(shop), 5 + random.below(SLOW_SERVER_MS), SLOW_FOR_MS),
    },
  ]),
};

const DATABASE: readonly Lane[] = [
  {
    perRound: 1,
    kinds: [
      { id: 'FT-06', weight: 3, make: (shop) => databaseDies(shop) },
      { id: 'FT-06', weight: 2, make: ({ adminUrl }, random) => connectionsRunOut(adminUrl, 200 + random.below(800)) },
      { id: 'FT-12', weight: 2, make: (shop, random) => databaseTakesNoWrites(shop, away(random)) },
    ],
  },
  {
    perRound: 2,
    kinds: [
      { id: 'FT-06', weight: 1, make: ({ adminUrl }) => connectionsAreCut(adminUrl) },
      { id: 'FT-06', weight: 1, make: ({ adminUrl }) => statementsTimeOut(adminUrl) },
    ],
  },
  {
    perRound: 1,
    kinds: [
      { id: 'FT-06', weight: 3, make: (shop, random) => commitsAreCutOff(shop, 1 + random.below(6)) },
      { id: 'FT-06', weight: 1, make: ({ adminUrl }) => commitsAreSlow(adminUrl) },
    ],
  },
  { perRound: 1, kinds: [{ id: 'FT-06', weight: 1, make: givenUp }] },
];

const MESSAGES: readonly Lane[] = [
  {
    perRound: 1,
    kinds: (['events', 'jobs'] as const).map((told) => ({
      id: 'FT-03',
      weight: 1,
      make: (shop) => messagesComeAgain(shop, told),
    })),
  },
  {
    perRound: 1,
    kinds: [
      {
        id: 'FT-03',
        weight: 1,
        make: (shop, random, turn) => messagesAreLate(shop, { ...dealt(LATE, turn), forMs: away(random) }),
      },
    ],
  },
];

/** What fails when one thing is asked of the provider does not hide what fails when another one is. */
const PROVIDER: readonly Lane[] = [
  ...(['create', 'capture', 'get'] as const).map((target) => providerLane(target, CALL_FAULTS)),
  providerLane('refund', [...CALL_FAULTS, ...REFUND_FAULTS]),
  providerLane('webhook', WEBHOOK_FAULTS),
];

/** All that can go wrong with a shop of many processes and brokers; what was tried in vain is tried again after a minute. */
export const SERVICE_BATTERY = new DealtBattery(
  [STEPS, PROCESSES, BROKERS, REDIS, NETWORK, NETWORK_BEFORE_SERVERS, ...DATABASE, ...MESSAGES, ...PROVIDER],
  { strikesForMs: 24_000, waitsForItsPageMs: 30_000, giveUpAfterMs: 90_000 },
);

function one(turn: number): 'kafka' | 'rabbitmq' {
  return dealt(LOG_OR_QUEUE, turn);
}

/** Mostly short; some longer than sessions of the log last. */
function away(random: Random): number {
  return random.percent(20) ? 10_000 + random.below(10_000) : 500 + random.below(4_000);
}

function givenUp({ adminUrl }: StruckServices, random: Random, turn: number) {
  return transactionsAreGivenUp(adminUrl, dealt(WRITTEN_TABLES, turn), 2 + random.below(8));
}

/** Some of them only YooKassa does, and there they are named so. */
function providerLane(target: ProviderFault['target'], kinds: readonly string[]): Lane {
  const make = ({ sandboxUrl }: StruckServices, random: Random, turn: number): Fault => {
    const kind = dealt(kinds, turn, target);
    const provider = REFUND_FAULTS.some((own) => own === kind) ? 'yookassa' : undefined;
    return providerFails(sandboxUrl, { target, kind, provider, times: 1 + random.below(5), delayMs: 400 });
  };
  return { perRound: 1, kinds: [{ id: 'FT-04', weight: 1, make }] };
}
