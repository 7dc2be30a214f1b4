import { ConfigurationInvalid, loadConfiguration } from '@tovar/platform';
import { PaymentsConfig, paypalApi } from './payments.config.ts';

const safe = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://shop.example',
  PAYPAL_ENVIRONMENT: 'live',
  PAYPAL_CLIENT_ID: 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd',
  PAYPAL_CLIENT_SECRET: 'ZyXwVuTsRqPoNmLkJiHgFeDcBa9876543210ZyXw',
  PAYPAL_WEBHOOK_ID: '8PT597110X687430LKGECATA',
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
