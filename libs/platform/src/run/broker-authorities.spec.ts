import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brokerAuthorities } from './broker-authorities.ts';
import { PlatformConfig } from './platform.config.ts';
import { loadConfiguration } from '../config/configuration.ts';

describe('the authorities that are believed about brokers', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tovar-authorities-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const read = (path?: string): Promise<string | undefined> =>
    brokerAuthorities(
      loadConfiguration(PlatformConfig, { PLATFORM_DATABASE_URL: 'postgres://a@b/c', BROKER_CA_FILE: path }),
    );

  it('are those of Node, unless a file is named', async () => {
    expect(await read()).toBeUndefined();
    const path = join(folder, 'ca.pem');
    await writeFile(path, '-----BEGIN CERTIFICATE-----\n');
    expect(await read(path)).toContain('CERTIFICATE');
  });

  it('are missed when the file is not there, or holds something else', async () => {
    const path = join(folder, 'key.pem');
    await writeFile(path, '-----BEGIN PRIVATE KEY-----\n');
    for (const each of [path, join(folder, 'none')])
      await expect(read(each)).rejects.toMatchObject({ code: 'BROKER_AUTHORITIES_MISSING' });
  });
});
