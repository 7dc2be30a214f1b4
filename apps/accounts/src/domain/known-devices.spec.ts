import { DEVICE_KNOWN_MS, KnownDevices } from './known-devices.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const EMAIL = 'mira@example.com';

describe('a known device', () => {
  const devices = new KnownDevices(Buffer.from('of the shop'));
  const token = devices.tokenFor({ id: 'a-device', email: EMAIL, now: NOW });
  const later = (ms: number) => new Date(NOW.getTime() + ms);

  it('is recognised for its account', () => {
    expect(devices.recognise(token, EMAIL, NOW)).toBe('a-device');
  });

  it('is not known to another account, nor to another shop', () => {
    expect(devices.recognise(token, 'noor@example.com', NOW)).toBeUndefined();
    expect(new KnownDevices(Buffer.from('of another')).recognise(token, EMAIL, NOW)).toBeUndefined();
  });

  it('is forgotten half a year after its last login', () => {
    expect(devices.recognise(token, EMAIL, later(DEVICE_KNOWN_MS - 1))).toBe('a-device');
    expect(devices.recognise(token, EMAIL, later(DEVICE_KNOWN_MS))).toBeUndefined();
  });

  it.each([undefined, '', 'a-device', `${token}.x`, `${token}x`, token.replace('a-device', 'b-device')])(
    'is not recognised by %j',
    (forged) => {
      expect(devices.recognise(forged, EMAIL, NOW)).toBeUndefined();
    },
  );

  it('does not tell whose it is', () => {
    expect(token).not.toContain('mira');
    expect(Buffer.from(token.replaceAll('.', ''), 'base64url').toString()).not.toContain('mira');
  });
});
