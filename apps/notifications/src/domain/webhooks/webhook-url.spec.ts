import { toWebhookUrl, type UrlRules } from './webhook-url.ts';

const PRODUCTION: UrlRules = { allowsPlain: false, allowsPrivate: false };
const DEVELOPMENT: UrlRules = { allowsPlain: true, allowsPrivate: true };

describe("an endpoint's address", () => {
  it.each(['https://hooks.example/tovar', 'https://hooks.example:8443/a?b=c', 'https://93.184.215.14/'])(
    'may be %s',
    (url) => expect(toWebhookUrl(url, PRODUCTION)).toBe(url),
  );

  it.each([
    'http://hooks.example/',
    'ftp://hooks.example/',
    'file:///etc/passwd',
    'gopher://hooks.example/',
    'https://user:password@hooks.example/',
    'https://hooks.example/#part',
    'https://hooks.example:22/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://shop/',
    'https://printer.local/',
    'https://metadata.google.internal/',
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://169.254.169.254/latest/meta-data',
    `https://hooks.example/${'a'.repeat(2_000)}`,
    'nonsense',
    '',
  ])('[SSRF-01] is refused: %s', (url) => {
    expect(() => toWebhookUrl(url, PRODUCTION)).toThrow('Nothing is sent to this address');
  });

  it('may be of this machine where nobody has customers', () => {
    expect(toWebhookUrl('http://127.0.0.1:4000/x', DEVELOPMENT)).toBe('http://127.0.0.1:4000/x');
  });
});
