import { ConfigurationInvalid, loadConfiguration } from '@tovar/platform';
import { PaymentsConfig } from './payments.config.ts';
import { paypalApi } from './paypal.config.ts';

const safe = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://shop.example',
  PAYPAL_ENVIRONMENT: 'live',
  PAYPAL_CLIENT_ID: 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd',
  PAYPAL_CLIENT_SECRET: 'ZyXwVuTsRqPoNmLkJiHgFeDcBa9876543210ZyXw',
  PAYPAL_WEBHOOK_ID: '8PT597110X687430LKGECATA',
};
const both = {
  ...safe,
  PAYMENTS_PROVIDERS: 'paypal, yookassa',
  YOOKASSA_ENVIRONMENT: 'live',
  YOOKASSA_SHOP_ID: '100500',
  YOOKASSA_SECRET: 'live_ZyXwVuTsRqPoNmLkJiHgFeDcBa9876543210',
};
const load = (environment: Record<string, string>) => loadConfiguration(PaymentsConfig, environment);

describe('the configuration of payments', () => {
  it('needs nothing for development', () => {
    const config = load({});
    expect([paypalApi(config), config.PUBLIC_URL]).toEqual(['http://127.0.0.1:4010', 'http://127.0.0.1:3000']);
  });

  it('is accepted in production when it is safe', () => {
    expect(paypalApi(load(safe))).toBe('https://api-m.paypal.com');
  });

  it.each([
    ['PAYPAL_ENVIRONMENT', 'sandbox'],
    ['PAYPAL_ENVIRONMENT', 'local'],
    ['PAYPAL_CLIENT_ID', 'sandbox'],
    ['PAYPAL_CLIENT_SECRET', ''],
    ['PAYPAL_CLIENT_SECRET', 'short'],
    ['PAYPAL_CLIENT_SECRET', 'changeme-changeme-changeme-changeme'],
    ['PAYPAL_WEBHOOK_ID', ''],
    ['PAYPAL_WEBHOOK_ID', 'WEBHOOK_ID'],
    ['PUBLIC_URL', 'http://shop.example'],
    ['PUBLIC_URL', ''],
    ['STOREFRONT_RETURN_URL', 'http://shop.example/thanks'],
    ['PAYPAL_SANDBOX_ROOT_CERTIFICATE', '-----BEGIN CERTIFICATE-----'],
    ['PAYPAL_BASE_URL', 'https://evil.example'],
  ])('[PAY-01] is refused in production with %s "%s"', (name, value) => {
    const attempt = () => load({ ...safe, [name]: value });
    expect(attempt).toThrow(ConfigurationInvalid);
    expect(attempt).toThrow(name);
  });

  it('is accepted in production with both providers, or with YooKassa alone', () => {
    expect(load(both).PAYMENTS_PROVIDERS).toEqual(['paypal', 'yookassa']);
    const alone = Object.fromEntries(Object.entries(both).filter(([name]) => !name.startsWith('PAYPAL_')));
    expect(load({ ...alone, PAYMENTS_PROVIDERS: 'yookassa' }).PAYMENTS_PROVIDERS).toEqual(['yookassa']);
  });

  it.each([
    ['YOOKASSA_ENVIRONMENT', 'test'],
    ['YOOKASSA_ENVIRONMENT', 'local'],
    ['YOOKASSA_SHOP_ID', 'sandbox'],
    ['YOOKASSA_SHOP_ID', ''],
    ['YOOKASSA_SECRET', ''],
    ['YOOKASSA_SECRET', 'sandbox'],
    ['YOOKASSA_SECRET', 'live_short'],
    ['YOOKASSA_SECRET', 'test_ZyXwVuTsRqPoNmLkJiHgFeDcBa9876543210'],
    ['YOOKASSA_BASE_URL', 'http://127.0.0.1:4010/v3'],
    ['YOOKASSA_CHECKOUT_URL', 'http://127.0.0.1:4010'],
  ])('[PAY-01] [PAY-07] is refused in production with %s "%s"', (name, value) => {
    expect(() => load({ ...both, [name]: value })).toThrow(name);
  });

  it.each([
    ['PAYMENTS_PROVIDERS', 'paypal,stripe'],
    ['YOOKASSA_CURRENCIES', 'RUB,KWD'],
    ['YOOKASSA_WEBHOOK_NETWORKS', '185.71.76.0/33'],
    ['YOOKASSA_WEBHOOK_NETWORKS', 'yookassa.ru'],
    ['YOOKASSA_RECEIPT_VAT_CODE', '13'],
  ])('is refused with %s "%s"', (name, value) => {
    expect(() => load({ [name]: value })).toThrow(ConfigurationInvalid);
  });

  it('wants an address for receipts', () => {
    expect(() => load({ YOOKASSA_RECEIPT_VAT_CODE: '1' })).toThrow('YOOKASSA_RECEIPT_EMAIL');
    expect(() => load({ YOOKASSA_RECEIPT_EMAIL: 'a@shop.test' })).toThrow('YOOKASSA_RECEIPT_EMAIL');
  });

  it('names every danger at once', () => {
    expect(() => load({ NODE_ENV: 'production' })).toThrow(/5 problem/);
  });

  it.each([
    ['PAYPAL_BASE_URL', 'https://api-m.paypal.com.evil.example'],
    ['PAYPAL_BASE_URL', 'https://api-m.paypal.com'],
  ])('[PAY-07] lets the sandbox of PayPal be at its own address only: %s', (name, value) => {
    expect(() => load({ PAYPAL_ENVIRONMENT: 'sandbox', [name]: value })).toThrow(ConfigurationInvalid);
  });

  it('reads waits as a list', () => {
    expect(load({ PAYMENTS_LOOK_AFTER_MS: '10,20' }).PAYMENTS_LOOK_AFTER_MS).toEqual([10, 20]);
    expect(() => load({ PAYMENTS_LOOK_AFTER_MS: 'soon' })).toThrow(ConfigurationInvalid);
  });
});
