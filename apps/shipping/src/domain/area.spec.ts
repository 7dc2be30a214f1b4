import { requireDistinct, toArea, whereabouts } from './area.ts';
import { AreaRepeated, UnknownCountry } from './shipping.errors.ts';

describe('an area', () => {
  it('is compared without regard to capitals, spaces and hyphens', () => {
    expect(toArea({ country: 'GB', region: ' england ' })).toEqual({
      country: 'GB',
      region: 'ENGLAND',
      postalPrefix: '',
    });
    expect(toArea({ country: 'GB', postalPrefix: 'sw1a 1' }).postalPrefix).toBe('SW1A1');
    expect(whereabouts({ country: 'JP', region: 'Tokyo', postalCode: '100-0001' })).toEqual(['JP', 'TOKYO', '1000001']);
  });

  it('of a destination that says no more is the country', () => {
    expect(whereabouts({ country: 'DE', region: null })).toEqual(['DE', '', '']);
  });

  it('is of a country that there is', () => {
    expect(() => toArea({ country: 'XX' })).toThrow(UnknownCountry);
  });

  it('is named once', () => {
    const areas = ['Bayern', 'BAYERN'].map((region) => toArea({ country: 'DE', region }));
    expect(() => requireDistinct(areas)).toThrow(AreaRepeated);
    expect(requireDistinct(areas.slice(1))).toHaveLength(1);
  });
});
