import { COUNTRIES } from '@tovar/contracts';
import { type AddressFields, type AddressNotDeliverable, requireDeliverable } from './address.ts';

const BERLIN: AddressFields = {
  recipient: 'Mira Okafor',
  line1: 'Invalidenstraße 1',
  line2: null,
  city: 'Berlin',
  region: null,
  postalCode: '10115',
  country: 'DE',
  phone: null,
  isDefaultShipping: false,
  isDefaultBilling: false,
};

const refusedFields = (changes: Partial<AddressFields>): string[] => {
  try {
    requireDeliverable({ ...BERLIN, ...changes });
    return [];
  } catch (error) {
    return [...(error as AddressNotDeliverable).fields];
  }
};

describe('an address', () => {
  it.each([
    [{}],
    [{ country: 'US', region: 'NY', postalCode: '10001-1234' }],
    [{ country: 'GB', postalCode: 'SW1A 1AA' }],
    [{ country: 'RU', postalCode: '101000' }],
    [{ country: 'JP', region: 'Tokyo', postalCode: '100-0001' }],
    [{ country: 'HK', postalCode: null }],
  ])('can be delivered to as %j', (changes) => {
    expect(refusedFields(changes)).toEqual([]);
  });

  it.each([
    [{ postalCode: '1011' }, ['postalCode']],
    [{ postalCode: null }, ['postalCode']],
    [{ country: 'US', postalCode: '1' }, ['postalCode', 'region']],
    [{ country: 'ZZ' }, ['country']],
    [{ country: 'de' }, ['country']],
  ])('cannot as %j, and says what is wrong', (changes, fields) => {
    expect(refusedFields(changes)).toEqual(fields);
  });

  it('may be in any of the 249 countries and territories', () => {
    expect(COUNTRIES.size).toBe(249);
  });
});
