import { demoDelivery } from '../src/index.ts';

describe('how the demo shop delivers', () => {
  const { zones, methods } = demoDelivery();
  const rates = methods.flatMap((method) => method.zones.flatMap((zone) => zone.rates));

  it('serves zones that there are, each once by a method', () => {
    const codes = new Set(zones.map(({ code }) => code));
    for (const { zones: served } of methods) {
      expect(new Set(served.map(({ zone }) => zone)).size).toBe(served.length);
      expect(served.filter(({ zone }) => !codes.has(zone))).toEqual([]);
    }
  });

  it('serves every zone by at least two methods', () => {
    const count = (code: string): number =>
      methods.filter(({ zones: served }) => served.some(({ zone }) => zone === code)).length;
    expect(zones.filter(({ code }) => count(code) < 2)).toEqual([]);
  });

  it('has no area in two zones', () => {
    const areas = zones.flatMap((zone) => zone.areas.map((area) => JSON.stringify(area)));
    expect(new Set(areas).size).toBe(areas.length);
  });

  it('has rates of every kind, whole minor units, and steps that ascend', () => {
    expect(new Set(rates.map(({ basis }) => basis))).toEqual(new Set(['FLAT', 'BY_WEIGHT', 'BY_TOTAL']));
    expect(rates.some(({ freeFrom }) => freeFrom !== null)).toBe(true);
    for (const { steps } of rates) {
      const ends = steps.flatMap(({ upTo }) => upTo ?? []);
      expect(ends).toEqual([...new Set(ends)].toSorted((a, b) => (a < b ? -1 : 1)));
      expect(steps.filter(({ price }) => price < 0n)).toEqual([]);
    }
  });
});
