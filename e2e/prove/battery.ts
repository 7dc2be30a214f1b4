import type { Random } from '@tovar/testing';
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
import { PROVIDER_KINDS } from './provider-kinds.ts';
import type { Fault } from './fault.ts';
import { BatteryByChance, type Kind } from './round-maker.ts';
import type { StruckShop } from './struck-shop.ts';

const CLOCK_JUMPS_MS = [20_000, 300_000, -300_000, -3_600_000];
/** A shop that is starting needs its connections. */
const LIFE = 'life of the process';

const KINDS: readonly Kind<StruckShop>[] = [
  { id: 'FT-01', weight: 3, part: LIFE, make: (shop, random) => diesAt(shop, random.pick(FAILPOINTS)) },
  { id: 'FT-02', weight: 1, part: LIFE, make: (shop) => diesAnyTime(shop) },
  { id: 'FT-03', weight: 5, make: ({ adminUrl }, random) => messagesComeAgain(adminUrl, 10 + random.below(50)) },
  { id: 'FT-03', weight: 4, make: ({ adminUrl }, random) => messagesAreLate(adminUrl, 100 + random.below(700)) },
  { id: 'FT-03', weight: 6, make: ({ adminUrl }, random) => messagesComeShuffled(adminUrl, 50 + random.below(150)) },
  ...PROVIDER_KINDS,
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

/** All that can go wrong with a shop in one process on PostgreSQL. */
export const BATTERY = new BatteryByChance(KINDS, { giveUpAfterMs: 60_000 });

function givenUp(adminUrl: string, random: Random): Fault {
  return transactionsAreGivenUp(adminUrl, random.pick(WRITTEN_TABLES), 2 + random.below(8));
}

function runOut(adminUrl: string, random: Random): Fault {
  return connectionsRunOut(adminUrl, 200 + random.below(800));
}
