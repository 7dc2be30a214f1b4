import { money } from '@tovar/contracts';
import { waitFor } from '@tovar/testing';
import type { Carrier, CarrierView, PackedParcel, QuotedParcel, ReachingMethod } from '../src/domain/carrier.ts';

/** What an adapter's suite provides. */
export interface CarrierSetup {
  readonly carrier: Carrier;
  /** A method of the carrier's that brings `parcel`, and nothing of 10 tons. */
  readonly method: ReachingMethod;
  readonly parcel: QuotedParcel;
  close?(): Promise<void>;
}

/** What every carrier promises. */
export function describeCarrier(name: string, setUp: () => Promise<CarrierSetup>): void {
  describe(`the carrier ${name}`, () => {
    let setup: CarrierSetup;
    let parcels = 0;

    beforeAll(async () => {
      setup = await setUp();
    });
    afterAll(() => setup.close?.());

    const packed = (): PackedParcel => ({
      number: `T-${process.pid}-${(parcels += 1)}`,
      methodCode: setup.method.code,
      weightGrams: setup.parcel.weightGrams,
      to: {
        recipient: 'Anna',
        line1: 'Street 1',
        city: 'City',
        postalCode: '101000',
        country: setup.parcel.destination.country,
        phone: '+74951234567',
      },
      email: 'anna@example.com',
      items: [{ sku: 'KET-1', name: 'Чайник', quantity: 2, value: money(100n, setup.parcel.subtotal.currency) }],
    });
    const settled = async (parcel: PackedParcel): Promise<CarrierView & { carrierRef: string }> => {
      const asked = await setup.carrier.book(parcel);
      const view = await waitFor('the carrier to have looked at it', async () => {
        const now = asked.booking === 'ACCEPTED' ? await setup.carrier.look(asked.carrierRef ?? '') : asked;
        return now.booking === 'ACCEPTED' ? undefined : now;
      });
      return { ...view, carrierRef: view.carrierRef ?? '' };
    };

    it('has a code that a method can name', () => {
      expect(setup.carrier.code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    });

    it('prices a method once, in the currency of the parcel, never below nothing', async () => {
      const offers = await setup.carrier.quote(setup.parcel, [setup.method]);
      expect(offers).toHaveLength(1);
      expect(offers[0]).toMatchObject({ method: setup.method, price: { currency: setup.parcel.subtotal.currency } });
      expect(offers[0]?.price.amount).toBeGreaterThanOrEqual(0n);
    });

    it('names each point where it hands parcels over once', async () => {
      const codes = (await setup.carrier.pickupPoints(setup.parcel.destination)).map(({ code }) => code);
      expect(codes).toEqual([...new Set(codes)]);
    });

    it('says how long it takes', async () => {
      const [offer] = await setup.carrier.quote(setup.parcel, [setup.method]);
      const { minDays = -1, maxDays = -1 } = offer?.estimate ?? {};
      expect(minDays).toBeGreaterThanOrEqual(0);
      expect(maxDays).toBeGreaterThanOrEqual(minDays);
    });

    it('leaves out what it cannot bring', async () => {
      expect(await setup.carrier.quote({ ...setup.parcel, weightGrams: 10_000_000 }, [setup.method])).toEqual([]);
    });

    it('takes no methods for an answer', async () => {
      expect(await setup.carrier.quote(setup.parcel, [])).toEqual([]);
    });

    it('takes a parcel into its books, and tells how it stands', async () => {
      const view = await settled(packed());
      expect(view).toMatchObject({ booking: 'BOOKED', trackingNumber: expect.stringMatching(/./), news: [] });
      expect(await setup.carrier.look(view.carrierRef)).toEqual(view);
    });

    it('has a parcel in its books once, however often it is booked', async () => {
      const parcel = packed();
      const first = await settled(parcel);
      expect(await setup.carrier.book(parcel)).toEqual(first);
    });

    it('forgets a parcel that it was not handed, and one that it has forgotten', async () => {
      const { carrierRef } = await settled(packed());
      await setup.carrier.callBack(carrierRef);
      await expect(setup.carrier.callBack(carrierRef)).resolves.toBeUndefined();
    });
  });
}
