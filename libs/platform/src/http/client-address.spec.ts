import { TrustedProxies } from './client-address.ts';

const from = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as never;

describe('TrustedProxies', () => {
  const proxies = new TrustedProxies(['10.0.0.0/8', 'fd00::1']);

  it.each([
    ['its own address without a proxy', from('1.2.3.4'), '1.2.3.4'],
    ['its own address, whatever it writes by itself', from('1.2.3.4', '9.9.9.9'), '1.2.3.4'],
    ['what the proxy says', from('10.0.0.1', '1.2.3.4'), '1.2.3.4'],
    ['what the nearest proxy says, not what the client made up', from('10.0.0.1', '9.9.9.9, 1.2.3.4'), '1.2.3.4'],
    ['what stands before several proxies', from('10.0.0.1', '1.2.3.4, 10.9.9.9, fd00::1'), '1.2.3.4'],
    ['the proxy when it says nonsense', from('10.0.0.1', 'unknown'), '10.0.0.1'],
    ['an IPv4 address over an IPv6 socket', from('::ffff:1.2.3.4'), '1.2.3.4'],
    ['a trusted IPv4 proxy over an IPv6 socket', from('::ffff:10.0.0.1', '1.2.3.4'), '1.2.3.4'],
  ])('[RATE-01] takes for the client %s', (_, request, client) => {
    expect(proxies.clientOf(request)).toBe(client);
  });

  it('[RATE-01] believes nobody unless told to', () => {
    expect(new TrustedProxies([]).clientOf(from('127.0.0.1', '1.2.3.4'))).toBe('127.0.0.1');
  });

  it('refuses what is no network', () => {
    expect(() => new TrustedProxies(['proxy.local'])).toThrow('"proxy.local"');
  });
});
