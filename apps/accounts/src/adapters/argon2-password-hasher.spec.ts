import { hash } from '@node-rs/argon2';
import { PasswordChecksBusy } from '../domain/accounts.errors.ts';
import { Argon2PasswordHasher } from './argon2-password-hasher.ts';

const PASSWORD = 'Café-Heron-Marsh';

describe('password hashes', () => {
  const hasher = new Argon2PasswordHasher({ concurrency: 2, queue: 8 });

  it('[AUTH-07] are Argon2id with 19 MiB, two passes and one lane, each with a salt of its own', async () => {
    const [one, other] = await Promise.all([hasher.hash(PASSWORD), hasher.hash(PASSWORD)]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(other).not.toBe(one);
  });

  it('fit their password in whatever form its letters were typed, and no other', async () => {
    const stored = await hasher.hash(PASSWORD.normalize('NFC'));
    expect(await hasher.verify(stored, PASSWORD.normalize('NFD'))).toBe(true);
    expect(await hasher.verify(stored, PASSWORD.toLowerCase())).toBe(false);
  });

  it('that are missing fit nothing', async () => {
    expect(await hasher.verify(undefined, PASSWORD)).toBe(false);
  });

  it('[AUTH-07] are outdated with any other parameters', async () => {
    expect(hasher.isOutdated(await hasher.hash(PASSWORD))).toBe(false);
    expect(hasher.isOutdated(await hash(PASSWORD, { memoryCost: 8_192 }))).toBe(true);
    expect(hasher.isOutdated(await hash(PASSWORD, { algorithm: 1 }))).toBe(true);
  });

  it('[AUTH-08] are refused when too many wait, and made again afterwards', async () => {
    const small = new Argon2PasswordHasher({ concurrency: 1, queue: 1 });
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => small.hash(PASSWORD)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused.every((error) => error instanceof PasswordChecksBusy)).toBe(true);
    expect(await small.hash(PASSWORD)).toContain('$argon2id$');
  });
});
