import { isPublicAddress } from './public-address.ts';

describe('an address', () => {
  it.each(['93.184.215.14', '8.8.8.8', '172.32.0.1', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '2a00:1450::1'])(
    '[SSRF-01] is of the public internet: %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ['this machine', ['127.0.0.1', '127.255.255.254', '::1', '0.0.0.0', '::', '0.1.2.3']],
    ['a private network', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1']],
    ['link-local, where clouds tell their secrets', ['169.254.169.254', 'fe80::1', 'fd00:ec2::254']],
    ['a provider of many', ['100.64.0.1', '100.100.100.200']],
    ['IPv4 in other clothes', ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:0:127.0.0.1', '::127.0.0.1', '::7f00:1']],
    ['a translation to IPv4', ['64:ff9b::7f00:1', '64:ff9b:1::7f00:1', '2002:7f00:1::', '2001:0:7f00:1::']],
    ['other spellings', ['0x7f000001', '2130706433', '0177.0.0.1', '127.1', '0x7f.1']],
    ['many at once', ['224.0.0.1', 'ff02::1', '255.255.255.255']],
    [
      'reserved',
      ['192.0.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '240.0.0.1', '2001:db8::1', '100::1'],
    ],
    ['no address', ['', 'localhost', 'example.org', '1.2.3.4.5', ':::']],
  ])('[SSRF-01] is not of the public internet where it is %s', (_what, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });
});
