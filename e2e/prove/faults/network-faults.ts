import { setTimeout as delay } from 'node:timers/promises';
import type { TcpProxy } from '@tovar/testing';
import type { Fault } from '../fault.ts';
import type { Server, StruckServices } from '../struck-services.ts';
import { forHowLong, once } from './once.ts';

const BETWEEN_CUTS_MS = 200;

/** Ways that are struck together. */
interface Net {
  readonly shop: StruckServices;
  readonly ways: readonly TcpProxy[];
  /** Where they are. */
  readonly place: string;
}

/** From each service to each other one. */
export function betweenServices(shop: StruckServices): Net {
  return { shop, ways: shop.ways, place: 'between services' };
}

/** From all services to one of the servers. */
export function before(server: Server): (shop: StruckServices) => Net {
  return (shop) => ({ shop, ways: [shop.wayTo(server)], place: `before ${server}` });
}

/** [FT-09] Every connection breaks, with requests on it. */
export function networkIsCut({ shop, ways, place }: Net, times: number): Fault {
  return once(shop, {
    id: 'FT-09',
    name: `the network ${place} is cut`,
    strike: async () => {
      for (let time = 0; time < times; time += 1) {
        for (const way of ways) way.cut();
        await delay(BETWEEN_CUTS_MS);
      }
      return times;
    },
  });
}

/** [FT-09] Nothing comes through, and nobody is told: connections stay open. */
export function networkIsHeld({ shop, ways, place }: Net, forMs: number): Fault {
  return once(shop, {
    id: 'FT-09',
    name: `nothing passes ${place} ${forHowLong(forMs)}`,
    strike: async () => {
      for (const way of ways) way.hold();
      await delay(forMs);
    },
    mend: () => {
      for (const way of ways) way.release();
    },
  });
}

/** [FT-09] Everything takes longer. */
export function networkIsSlow({ shop, ways, place }: Net, latencyMs: number, forMs: number): Fault {
  return once(shop, {
    id: 'FT-09',
    name: `the network ${place} is slow`,
    strike: async () => {
      for (const way of ways) way.slow(latencyMs);
      await delay(forMs);
    },
    mend: () => {
      for (const way of ways) way.slow(0);
    },
  });
}
