import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RotateSigningKeys } from '../src/commands/rotate-signing-keys.ts';
import { NEXT_KEY_KNOWN_AFTER_MS } from '../src/domain/key-ring.ts';
import { AccountsShop } from './accounts-shop.ts';

describe('signing keys', () => {
  let accounts: AccountsShop;
  let keysFile: string;

  beforeAll(async () => {
    accounts = await AccountsShop.start();
    keysFile = join(accounts.shop.running.process.config.DATA_DIR, 'keys', 'signing-keys.json');
  });
  afterAll(() => accounts.stop());

  const published = async (): Promise<{ kid: string; d?: string }[]> =>
    (await accounts.request({ path: '/.well-known/jwks.json' })).body.keys;
  const rotate = () => accounts.shop.running.app('accounts').get(RotateSigningKeys).execute();

  it('are made on the first start, two of them, readable by nobody else', async () => {
    expect(await published()).toHaveLength(2);
    expect((await stat(keysFile)).mode & 0o777).toBe(0o600);
    const secret = join(keysFile, '..', 'refresh-secret');
    expect((await stat(secret)).mode & 0o777).toBe(0o600);
  });

  it('are published by their public halves alone, and may be cached for a moment', async () => {
    const { body, headers } = await accounts.request({ path: '/.well-known/jwks.json' });
    for (const key of body.keys) {
      expect(key).toEqual({
        kty: 'OKP',
        crv: 'Ed25519',
        x: expect.any(String),
        kid: expect.any(String),
        alg: 'EdDSA',
        use: 'sig',
      });
    }
    expect(headers['cache-control']).toBe('public, max-age=30');
  });

  it('[AUTH-03] rotate without refusing anybody: tokens of the retired key stay good', async () => {
    const [current, next] = await published();
    const before = await accounts.someoneLoggedIn();
    expect((await accounts.askElsewhere(before.accessToken)).status).toBe(200);
    await letNextKeyAge(keysFile);
    await rotate();
    const keys = await published();
    expect(keys).toHaveLength(3);
    expect(keys[0]?.kid).toBe(next?.kid);
    expect(keys[2]?.kid).toBe(current?.kid);
    const after = await accounts.again(before);
    expect(JSON.parse(Buffer.from(after.accessToken.split('.')[0] ?? '', 'base64url').toString()).kid).toBe(next?.kid);
    for (const { accessToken } of [before, after]) expect((await accounts.askElsewhere(accessToken)).status).toBe(200);
  });

  it('are not rotated twice in a row: not everybody may know the next one', async () => {
    await letNextKeyAge(keysFile);
    const outcomes = await Promise.allSettled([rotate(), rotate()]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const rejected = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(rejected?.reason).toMatchObject({ code: 'NEXT_KEY_TOO_YOUNG', retryAfter: expect.any(Number) });
  });

  it('leave a trail when they rotate', async () => {
    await letNextKeyAge(keysFile);
    await rotate();
    const trail = await accounts.database.query(
      `SELECT actor_id FROM security_event WHERE kind = 'signing-keys-rotated'`,
    );
    expect(trail.length).toBeGreaterThan(0);
  });
});

describe('signing keys of a busy shop', () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start();
  });
  afterAll(() => accounts.stop());

  it('[AUTH-03] rotate under load without one request refused', async () => {
    await letNextKeyAge(join(accounts.shop.running.process.config.DATA_DIR, 'keys', 'signing-keys.json'));
    const mira = await accounts.someoneLoggedIn();
    // From then on the other service knows both keys, as every verifier does a minute after they were published.
    expect((await accounts.askElsewhere(mira.accessToken)).status).toBe(200);
    const rotate = accounts.shop.running.app('accounts').get(RotateSigningKeys);
    const callers = Array.from({ length: 4 }, async () => {
      const statuses = new Set<number>();
      let { refreshToken, accessToken } = await accounts.again(mira);
      for (let call = 1; call <= 10; call += 1) {
        statuses.add((await accounts.askElsewhere(accessToken)).status);
        ({ refreshToken, accessToken } = (await accounts.refresh(refreshToken)).body);
      }
      return [...statuses];
    });
    const [statuses] = await Promise.all([Promise.all(callers), rotate.execute()]);
    expect(statuses).toEqual(callers.map(() => [200]));
  });
});

describe('signing keys that the configuration names', () => {
  it('are used as they are, by every process that is given them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tovar-keys-'));
    const file = join(folder, 'keys.json');
    const first = await AccountsShop.start();
    try {
      await writeFile(
        file,
        await readFile(join(first.shop.running.process.config.DATA_DIR, 'keys', 'signing-keys.json')),
      );
      await chmod(file, 0o400);
      const second = await AccountsShop.start({ ACCOUNTS_SIGNING_KEYS_FILE: file });
      try {
        const mira = await first.someoneLoggedIn();
        expect((await second.askElsewhere(mira.accessToken)).status).toBe(200);
      } finally {
        await second.stop();
      }
    } finally {
      await first.stop();
      await rm(folder, { recursive: true });
    }
  });
});

/** As if the next key had been published long ago: everybody knows it. */
async function letNextKeyAge(keysFile: string): Promise<void> {
  const ring = JSON.parse(await readFile(keysFile, 'utf8'));
  ring.next.publishedAt -= NEXT_KEY_KNOWN_AFTER_MS;
  await writeFile(keysFile, JSON.stringify(ring));
}
