import { ipClient, ipPrefix } from './client-network.ts';

describe("a client's address", () => {
  it.each([
    ['192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:DB8::1', '2001:db8:0::/48'],
    ['::1', '0:0:0::/48'],
    ['fe80::1%eth0', 'fe80:0:0::/48'],
  ])('%s is stored as %s', (ip, prefix) => {
    expect(ipPrefix(ip)).toBe(prefix);
  });

  it.each([
    ['192.0.2.77', '192.0.2.77/32'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ])('%s counts as %s', (ip, client) => {
    expect(ipClient(ip)).toBe(client);
  });

  it('counts a household as one client, however many addresses it has', () => {
    expect(ipClient('2001:db8:1:2::1')).toBe(ipClient('2001:db8:1:2:ffff::1'));
  });

  it.each(['', 'unknown', '1.2.3', 'a'.repeat(300)])('that is none is not stored: "%s"', (ip) => {
    expect(ipPrefix(ip)).toBeUndefined();
  });
});
