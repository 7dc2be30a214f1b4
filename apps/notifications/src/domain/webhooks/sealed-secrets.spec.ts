import { randomBytes } from 'node:crypto';
import { SealedSecrets } from './sealed-secrets.ts';

const secrets = new SealedSecrets(randomBytes(32), randomBytes);

describe('a sealed secret', () => {
  it('opens for its endpoint, and shows nothing of itself', () => {
    const sealed = secrets.seal('whsec_abc', 'endpoint-1');
    expect(secrets.open(sealed, 'endpoint-1')).toBe('whsec_abc');
    expect(Buffer.from(sealed).toString('latin1')).not.toContain('whsec');
    expect(secrets.seal('whsec_abc', 'endpoint-1')).not.toEqual(sealed);
  });

  it('opens neither for another endpoint, nor with another key, nor when it was changed', () => {
    const sealed = secrets.seal('whsec_abc', 'endpoint-1');
    const changed = Uint8Array.from(sealed, (byte, index) => (index === sealed.length - 1 ? byte ^ 1 : byte));
    expect(() => secrets.open(sealed, 'endpoint-2')).toThrow();
    expect(() => new SealedSecrets(randomBytes(32), randomBytes).open(sealed, 'endpoint-1')).toThrow();
    expect(() => secrets.open(changed, 'endpoint-1')).toThrow();
  });
});
