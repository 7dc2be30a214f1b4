import { FAILPOINTS_OF_BROKERS } from './failpoints.ts';
import { SERVICE_BATTERY } from './service-battery.ts';
import type { StruckServices } from './struck-services.ts';

/** What faults ask of a shop before they strike. */
const SHOP = {
  adminUrl: 'postgres://nowhere',
  sandboxUrl: 'http://nowhere',
  ways: [],
  engine: () => ({}),
  wayTo: () => ({}),
} as unknown as StruckServices;
/** As many as come in three quarters of an hour. */
const ROUNDS = 45;

function faultsFrom(seed: number): string[] {
  return Array.from({ length: ROUNDS }, (_, index) => SERVICE_BATTERY.round(SHOP, seed + index, ['a', 'b', 'c'], []))
    .flatMap(({ lanes }) => lanes.flat())
    .map(({ id, name }) => `${id} ${name}`);
}

describe('the battery of the distributed shop', () => {
  it.each([1, 4_711, 20_270_101])('has everything in a long run, from seed %i on', (seed) => {
    const faults = faultsFrom(seed);
    const ids = new Set(faults.map((fault) => fault.slice(0, 5)));
    expect([...ids, 'FT-13'].toSorted()).toEqual(SERVICE_BATTERY.ids);
    expect(faults).toEqual(expect.arrayContaining(FAILPOINTS_OF_BROKERS.map((name) => `FT-01 ${name}`)));
    for (const service of [
      'accounts',
      'catalog',
      'cart',
      'orders',
      'payments',
      'shipping',
      'notifications',
      'gateway',
    ]) {
      expect(faults).toContain(`FT-02 ${service} is killed`);
      expect(faults).toContain(`FT-11 ${service} is replaced`);
    }
    for (const server of ['kafka', 'rabbitmq', 'redis', 'PostgreSQL']) {
      expect(faults).toContain(`FT-09 the network before ${server} is cut`);
      expect(faults).toContain(`FT-09 the network before ${server} is slow`);
    }
  });

  it('makes the same round of the same seed', () => {
    const names = (seed: number) =>
      SERVICE_BATTERY.round(SHOP, seed, ['a', 'b', 'c'], []).lanes.map((lane) => lane.map(({ name }) => name));
    expect(names(5)).toEqual(names(5));
    expect(names(5)).not.toEqual(names(6));
  });

  it('makes rounds of some faults alone', () => {
    const { lanes } = SERVICE_BATTERY.round(SHOP, 1, ['a', 'b', 'c'], ['FT-07']);
    expect(lanes.flat().map(({ id }) => id)).toEqual(['FT-07', 'FT-07']);
  });
});
