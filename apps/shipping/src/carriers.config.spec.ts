import { ConfigurationInvalid, loadConfiguration } from '@tovar/platform';
import { CarriersConfig, cdekApi } from './carriers.config.ts';

const cdek = {
  SHIPPING_CARRIERS: 'table, cdek',
  CDEK_SENDER: 'Shop',
  CDEK_SENDER_PHONE: '+74950000000',
  CDEK_FROM_POSTAL_CODE: '101000',
  CDEK_FROM_CITY: 'Moscow',
  CDEK_FROM_ADDRESS: 'Street 1',
};
const safe = {
  ...cdek,
  NODE_ENV: 'production',
  CDEK_ENVIRONMENT: 'live',
  CDEK_CLIENT_ID: 'AbCdEfGhIjKlMnOpQrStUvWxYz012345',
  CDEK_CLIENT_SECRET: 'ZyXwVuTsRqPoNmLkJiHgFeDcBa9876543210ZyXw',
  CDEK_WEBHOOK_SECRET: 'q3Zt8Yv1LwX5nB7cR2mK9pD4sF6gH0jAq3Zt8Yv1',
};
const load = (environment: Record<string, string>) => loadConfiguration(CarriersConfig, environment);

describe('the configuration of carriers', () => {
  it('needs nothing for a shop with its own rates, in production either', () => {
    expect(load({}).SHIPPING_CARRIERS).toEqual(['table']);
    expect(load({ NODE_ENV: 'production' }).SHIPPING_CARRIERS).toEqual(['table']);
  });

  it('lets CDEK be at its own addresses', () => {
    expect(cdekApi(load(safe))).toBe('https://api.cdek.ru/v2');
    expect(cdekApi(load({ ...cdek, CDEK_ENVIRONMENT: 'test' }))).toBe('https://api.edu.cdek.ru/v2');
    expect(cdekApi(load({ ...cdek, CDEK_BASE_URL: 'http://127.0.0.1:3200/v2/' }))).toBe('http://127.0.0.1:3200/v2');
  });

  it.each([
    ['CDEK_ENVIRONMENT', 'test'],
    ['CDEK_ENVIRONMENT', 'local'],
    ['CDEK_BASE_URL', 'https://api.cdek.ru.evil.example/v2'],
    ['CDEK_BASE_URL', 'http://127.0.0.1:3200/v2'],
    ['CDEK_CLIENT_ID', 'sandbox'],
    ['CDEK_CLIENT_SECRET', ''],
    ['CDEK_CLIENT_SECRET', 'short'],
    ['CDEK_WEBHOOK_SECRET', ''],
    ['CDEK_WEBHOOK_SECRET', 'changeme-changeme-changeme-changeme'],
    ['CDEK_SENDER', ''],
    ['CDEK_FROM_CITY', ''],
  ])('is refused in production with %s "%s"', (name, value) => {
    expect(() => load({ ...safe, [name]: value })).toThrow(name);
  });

  it.each([
    ['SHIPPING_CARRIERS', 'table,dhl'],
    ['CDEK_TARIFFS', 'cdek-courier=139'],
    ['CDEK_TARIFFS', 'a=1:door,a=2:door'],
    ['CDEK_BOX_MM', '30x20'],
    ['CDEK_BOX_MM', '0x10x10'],
    ['CDEK_SENDER_PHONE', '8 495 000'],
  ])('is refused with %s "%s"', (name, value) => {
    expect(() => load({ ...cdek, [name]: value })).toThrow(ConfigurationInvalid);
  });
});
