import type { Random } from '@tovar/testing';
import {
  connectionsAreCut,
  statementsTimeOut,
  transactionsAreGivenUp,
  WRITTEN_TABLES,
} from './faults/database-faults.ts';
import { commitsAreCutOff, databaseDies } from './faults/process-faults.ts';
import {
  brokerDies,
  brokerRestarts,
  brokersDie,
  brokerStandsStill,
  databaseTakesNoWrites,
  networkIsCut,
  networkIsHeld,
  networkIsSlow,
  redisForgets,
  redisIsFull,
  serviceDies,
  serviceIsReplaced,
  serviceStandsStill,
} from './faults/service-faults.ts';
import { PROVIDER_KINDS } from './provider-kinds.ts';
import { Battery, type Kind } from './round-maker.ts';
import type { StruckServices } from './struck-services.ts';

/** Those that a checkout goes through. */
const SERVICES = ['accounts', 'catalog', 'cart', 'orders', 'payments', 'shipping', 'notifications', 'gateway'];
const LOG_OR_QUEUE = ['kafka', 'rabbitmq'] as const;
/** Of those one at a time: they need one another to come back. */
const [BROKER, SERVICE, NETWORK, STORAGE] = ['a broker', 'a service', 'the network', 'storage'];

const KINDS: readonly Kind<StruckServices>[] = [
  ...PROVIDER_KINDS.map((kind) => ({ ...kind, weight: Math.ceil(kind.weight / 4) })),
  { id: 'FT-02', weight: 4, part: SERVICE, make: (shop, random) => serviceDies(shop, random.pick(SERVICES)) },
  { id: 'FT-05', weight: 4, part: BROKER, make: (shop, random) => brokerDies(shop, one(random), away(random)) },
  { id: 'FT-05', weight: 1, part: BROKER, make: (shop, random) => brokersDie(shop, away(random)) },
  { id: 'FT-05', weight: 2, part: BROKER, make: (shop, random) => brokerRestarts(shop, one(random)) },
  { id: 'FT-05', weight: 2, part: BROKER, make: (shop, random) => brokerStandsStill(shop, one(random), away(random)) },
  { id: 'FT-06', weight: 2, part: STORAGE, make: (shop) => databaseDies(shop) },
  { id: 'FT-06', weight: 2, part: 'connections', make: ({ adminUrl }) => connectionsAreCut(adminUrl) },
  { id: 'FT-06', weight: 2, part: 'statements', make: ({ adminUrl }) => statementsTimeOut(adminUrl) },
  { id: 'FT-06', weight: 3, part: 'COMMIT', make: (shop, random) => commitsAreCutOff(shop, 1 + random.below(6)) },
  { id: 'FT-06', weight: 3, part: 'given up', make: ({ adminUrl }, random) => givenUp(adminUrl, random) },
  { id: 'FT-07', weight: 3, part: 'redis', make: (shop) => redisForgets(shop) },
  { id: 'FT-07', weight: 2, part: 'redis', make: (shop, random) => brokerDies(shop, 'redis', away(random)) },
  { id: 'FT-07', weight: 1, part: 'redis', make: (shop, random) => brokerStandsStill(shop, 'redis', away(random)) },
  { id: 'FT-09', weight: 2, part: NETWORK, make: (shop, random) => networkIsCut(shop, 1 + random.below(5)) },
  { id: 'FT-09', weight: 2, part: NETWORK, make: (shop, random) => networkIsHeld(shop, away(random)) },
  { id: 'FT-09', weight: 2, part: NETWORK, make: (shop, random) => networkIsSlow(shop, 50 + random.below(300), 5_000) },
  { id: 'FT-10', weight: 2, part: SERVICE, make: (shop, random) => standsStill(shop, random) },
  { id: 'FT-11', weight: 3, part: SERVICE, make: (shop, random) => serviceIsReplaced(shop, random.pick(SERVICES)) },
  { id: 'FT-12', weight: 2, part: 'redis', make: (shop, random) => redisIsFull(shop, away(random)) },
  { id: 'FT-12', weight: 2, part: STORAGE, make: (shop, random) => databaseTakesNoWrites(shop, away(random)) },
];

/** All that can go wrong with a shop of many processes and brokers; what was tried in vain is tried again after a minute. */
export const SERVICE_BATTERY = new Battery(KINDS, { giveUpAfterMs: 90_000 });

function one(random: Random): 'kafka' | 'rabbitmq' {
  return random.pick(LOG_OR_QUEUE);
}

/** Mostly short; some longer than sessions of the log last. */
function away(random: Random): number {
  return random.percent(20) ? 10_000 + random.below(10_000) : 500 + random.below(4_000);
}

function standsStill(shop: StruckServices, random: Random) {
  return serviceStandsStill(shop, random.pick(SERVICES), away(random));
}

function givenUp(adminUrl: string, random: Random) {
  return transactionsAreGivenUp(adminUrl, random.pick(WRITTEN_TABLES), 2 + random.below(8));
}
