import type { Fault } from '../fault.ts';
import type { StruckServices } from '../struck-services.ts';

/** From here on something is away for long: longer than sessions of the log last. */
export const LONG_MS = 10_000;

interface Strike {
  readonly id: string;
  readonly name: string;
  /** A service that may end for it. */
  readonly service?: string;
  /** Returns how many times it struck, when that may be anything but once. */
  strike(): Promise<number | void>;
  /** Right after the strike, also when it came to grief: others that heal need what was struck. */
  mend?(): Promise<void> | void;
}

/** A fault that strikes by itself; after it every service gets over it. */
export function once(shop: StruckServices, { id, name, service, strike, mend }: Strike): Fault {
  let struck = 0;
  return {
    id,
    name,
    strike: async () => {
      if (service) shop.deaths.explain(service);
      try {
        struck += (await strike()) ?? 1;
      } finally {
        await mend?.();
      }
    },
    heal: async () => {
      await shop.untilReady();
      if (service) shop.deaths.explainNoMore(service);
      return struck;
    },
  };
}

/** For the name of a fault: the report counts those that are alike. */
export function forHowLong(ms: number): string {
  if (ms >= 60_000) return 'for a minute';
  return ms >= LONG_MS ? 'for long' : 'for a moment';
}
