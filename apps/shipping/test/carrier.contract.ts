import { money } from '@tovar/contracts';
import type { Carrier, ReachingMethod } from '../src/domain/carrier.ts';

/** What an adapter's suite provides. */
export interface CarrierSetup {
  readonly carrier: Carrier;
  /** A method of the carrier's that brings parcels of 1 kg for 49.90 EUR, and none of 10 tons. */
  readonly method: ReachingMethod;
  close?(): Promise<void>;
}

/** What every carrier promises. */
export function describeCarrier(name: string, setUp: () => Promise<CarrierSetup>): void {
  describe(`the carrier ${name}`, () => {
    let setup: CarrierSetup;

    beforeAll(async () => {
      setup = await setUp();
    });
    afterAll(() => setup.close?.());

    const destination = { country: 'DE', city: 'Berlin', postalCode: '10115' };
    const parcel = { weightGrams: 1_000, subtotal: money(4_990n, 'EUR'), destination };

    it('has a code that a method can name', () => {
      expect(setup.carrier.code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    });

    it('prices a method once, in the currency of the parcel, never below nothing', async () => {
      const offers = await setup.carrier.quote(parcel, [setup.method]);
      expect(offers).toHaveLength(1);
      expect(offers[0]).toMatchObject({ method: setup.method, price: { currency: 'EUR' } });
      expect(offers[0]?.price.amount).toBeGreaterThanOrEqual(0n);
    });

    it('says how long it takes', async () => {
      const [offer] = await setup.carrier.quote(parcel, [setup.method]);
      const { minDays = -1, maxDays = -1 } = offer?.estimate ?? {};
      expect(minDays).toBeGreaterThanOrEqual(0);
      expect(maxDays).toBeGreaterThanOrEqual(minDays);
    });

    it('leaves out what it cannot bring', async () => {
      expect(await setup.carrier.quote({ ...parcel, weightGrams: 10_000_000 }, [setup.method])).toEqual([]);
    });

    it('takes no methods for an answer', async () => {
      expect(await setup.carrier.quote(parcel, [])).toEqual([]);
    });
  });
}
