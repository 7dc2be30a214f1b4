import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationInvalid } from './configuration.ts';
import { readEnvironment } from './environment-file.ts';

describe('the environment', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tovar-env-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const file = async (name: string, content: string): Promise<string> => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };

  it('is the file under the variables of the process', async () => {
    const env = await file('.env', '# comment\nPORT=3000\nGREETING="hello there"\n');
    expect(readEnvironment(env, { PORT: '4000', HOME: '/root' })).toEqual({
      PORT: '4000',
      GREETING: 'hello there',
      HOME: '/root',
    });
  });

  it('is the process alone when there is no file', () => {
    expect(readEnvironment(join(folder, 'none'), { PORT: '4000' })).toEqual({ PORT: '4000' });
  });

  it('takes secrets and connections from the files that it names', async () => {
    const secret = await file('secret', 's3cr3t\n');
    const url = await file('url', 'postgres://orders@db/orders\n');
    const environment = readEnvironment(join(folder, 'none'), {
      LINK_SECRET_FILE: secret,
      ORDERS_DATABASE_URL_FILE: url,
    });
    expect(environment).toMatchObject({ LINK_SECRET: 's3cr3t', ORDERS_DATABASE_URL: 'postgres://orders@db/orders' });
  });

  it('also takes the names of those files from its own file', async () => {
    const secret = await file('secret', 's3cr3t');
    const env = await file('.env', `LINK_SECRET_FILE=${secret}\n`);
    expect(readEnvironment(env, {}).LINK_SECRET).toBe('s3cr3t');
  });

  it('reads no file for a name that is set to nothing, or that means something else', () => {
    const own = { LINK_SECRET_FILE: '', SSL_CERT_FILE: '/nowhere/ca.pem' };
    expect(readEnvironment(join(folder, 'none'), own)).toEqual(own);
  });

  it('tells of all files that it cannot read at once', () => {
    const own = { LINK_SECRET_FILE: join(folder, 'a'), ORDERS_DATABASE_URL_FILE: join(folder, 'b') };
    const read = (): unknown => readEnvironment(join(folder, 'none'), own);
    expect(read).toThrow(ConfigurationInvalid);
    expect(read).toThrow(/LINK_SECRET_FILE: .+ENOENT[^]+ORDERS_DATABASE_URL_FILE: .+ENOENT/);
  });
});
