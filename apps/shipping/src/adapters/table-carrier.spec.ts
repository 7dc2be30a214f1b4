import { money } from '@tovar/contracts';
import { describeCarrier } from '../../test/carrier.contract.ts';
import type { ReachingMethod } from '../domain/carrier.ts';
import { TableCarrier } from './table-carrier.ts';

const method: ReachingMethod = {
  id: '0190a5d8-0000-7000-8000-000000000001',
  code: 'courier',
  name: { en: 'Courier', ru: 'Курьер' },
  carrier: 'table',
  isTaxIncluded: true,
  taxCategory: 'STANDARD',
  estimate: { minDays: 1, maxDays: 3 },
  rate: { currency: 'EUR', basis: 'BY_WEIGHT', steps: [{ upTo: 5_000n, price: 4_990n }], freeFrom: null },
};

const parcel = {
  weightGrams: 1_000,
  subtotal: money(4_990n, 'EUR'),
  destination: { country: 'DE', city: 'Berlin', postalCode: '10115' },
};

describeCarrier('table', async () => ({ carrier: new TableCarrier(), method, parcel }));

describe('the carrier table', () => {
  it('leaves out a method that has no rate in the currency', async () => {
    const inFrancs = { ...parcel, subtotal: money(4_990n, 'CHF') };
    expect(await new TableCarrier().quote(inFrancs, [{ ...method, rate: undefined }])).toEqual([]);
  });
});
