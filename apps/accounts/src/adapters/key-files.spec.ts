import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calculateJwkThumbprint } from 'jose';
import { openRefreshTokens, openSigningKeys } from './key-files.ts';

describe('key files', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tovar-keys-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const kids = async (keys: Awaited<ReturnType<typeof openSigningKeys>>) =>
    (await keys.published()).keys.map(({ kid }) => kid);

  it('are made once, also when several processes start together', async () => {
    const processes = await Promise.all([1, 2, 3, 4].map(() => openSigningKeys({ dataDir })));
    const seen = await Promise.all(processes.map(kids));
    expect(new Set(seen.map(String)).size).toBe(1);
    expect(seen[0]).toHaveLength(2);
  });

  it('[SEC-02] differ from one shop to the next', async () => {
    const token = 'A'.repeat(43);
    const successors = [dataDir, join(dataDir, 'other')].map(async (each) =>
      (await openRefreshTokens({ dataDir: each })).successorOf(token),
    );
    expect(new Set(await Promise.all(successors)).size).toBe(2);
    const mine = await openSigningKeys({ dataDir });
    const theirs = await openSigningKeys({ dataDir: join(dataDir, 'other') });
    expect(await kids(mine)).not.toEqual(await kids(theirs));
  });

  it('are read again when another process has rotated them', async () => {
    const [here, there] = [await openSigningKeys({ dataDir }), await openSigningKeys({ dataDir })];
    const path = join(dataDir, 'keys', 'signing-keys.json');
    const ring = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...ring, next: { ...ring.next, publishedAt: 0 } }));
    await there.rotate();
    expect(await kids(here)).toEqual(await kids(there));
  });

  it('that the configuration names are never made up', async () => {
    const signingKeysFile = join(dataDir, 'missing.json');
    await expect(openSigningKeys({ dataDir, signingKeysFile })).rejects.toMatchObject({
      code: 'SIGNING_KEYS_UNREADABLE',
    });
  });

  it('are those that deploy/make-secrets.mjs made for replicas to share', async () => {
    execFileSync(process.execPath, [join(import.meta.dirname, '../../../../deploy/make-secrets.mjs'), dataDir]);
    const { keys } = await (
      await openSigningKeys({ dataDir, signingKeysFile: join(dataDir, 'signing-keys.json') })
    ).published();
    expect(keys.map(({ kid }) => kid)).toEqual(await Promise.all(keys.map((key) => calculateJwkThumbprint(key))));
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(2);
  });

  it('with anything else in them are refused', async () => {
    const signingKeysFile = join(dataDir, 'keys.json');
    await writeFile(signingKeysFile, JSON.stringify({ current: {}, next: {}, retired: [] }));
    await expect(openSigningKeys({ dataDir, signingKeysFile })).rejects.toThrow(/keys\.json cannot be read.*kid/s);
  });

  it('[SEC-01] that were emptied are refused: everybody would know what is made from them', async () => {
    await openRefreshTokens({ dataDir });
    await writeFile(join(dataDir, 'keys', 'refresh-secret'), '');
    await expect(openRefreshTokens({ dataDir })).rejects.toMatchObject({ code: 'SECRET_FILE_TOO_SHORT' });
  });

  it('keep the secret of the refresh tokens over a restart', async () => {
    const token = 'A'.repeat(43);
    const before = (await openRefreshTokens({ dataDir })).successorOf(token);
    expect((await openRefreshTokens({ dataDir })).successorOf(token)).toBe(before);
  });

  it('are not read where the configuration holds the secret', async () => {
    const token = 'A'.repeat(43);
    const refreshSecret = 'x'.repeat(32);
    const configured = await openRefreshTokens({ dataDir, refreshSecret });
    expect(configured.successorOf(token)).not.toBe((await openRefreshTokens({ dataDir })).successorOf(token));
  });
});
