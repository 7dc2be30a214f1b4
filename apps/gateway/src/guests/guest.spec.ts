import { ConfigurationInvalid, loadConfiguration } from '@tovar/platform';
import { GatewayConfig } from '../gateway.config.ts';

const parseGuests = (text: string) => loadConfiguration(GatewayConfig, { GATEWAY_GUESTS: text }).GATEWAY_GUESTS;

describe('the list of guests', () => {
  it('may be empty', () => {
    expect(parseGuests('')).toEqual([]);
  });

  it('names each guest and its address', () => {
    expect(parseGuests('loyalty=https://loyalty.example/graphql?a=b, gift_cards=http://127.0.0.1:4001/,')).toEqual([
      { name: 'loyalty', url: 'https://loyalty.example/graphql?a=b' },
      { name: 'gift_cards', url: 'http://127.0.0.1:4001/' },
    ]);
  });

  it.each([
    'loyalty',
    'loyalty=',
    '=https://loyalty.example',
    'Loyalty=https://loyalty.example',
    'a=file:///etc/passwd',
    'a=loyalty.example',
  ])('refuses %s', (text) => {
    expect(() => parseGuests(text)).toThrow(ConfigurationInvalid);
    expect(() => parseGuests(text)).toThrow(`GATEWAY_GUESTS: "${text}" is not a guest`);
  });

  it('refuses one name twice', () => {
    expect(() => parseGuests('a=http://x.example,a=http://y.example')).toThrow('The guest a is named twice.');
  });
});
