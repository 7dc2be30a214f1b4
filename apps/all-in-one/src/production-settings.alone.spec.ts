import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  declaredVariables,
  type Environment,
  loadModules,
  readEnvironment,
  requireValidConfiguration,
} from '@tovar/platform';
import './all-in-one.config.ts';
import { services } from './services.ts';

const EXAMPLE = join(import.meta.dirname, '../../../.env.example');
const GOOD_SECRET = 'q3Zt8Yv1LwX5nB7cR2mK9pD4sF6gH0jA';

/** What a whole shop in production needs. */
const SAFE: Environment = {
  NODE_ENV: 'production',
  ADMIN_DATABASE_URL: 'postgres://owner:x8Kd02mZq@db.internal/tovar',
  PUBLIC_URL: 'https://shop.example',
  PAYPAL_ENVIRONMENT: 'live',
  PAYPAL_CLIENT_ID: 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd',
  PAYPAL_CLIENT_SECRET: GOOD_SECRET,
  PAYPAL_WEBHOOK_ID: '8PT597110X687430LKGECATA',
};

/** One by one what no shop in production may be started with. */
const UNSAFE: readonly [name: string, value: string][] = [
  ['PUBLIC_URL', ''],
  ['PUBLIC_URL', 'http://shop.example'],
  ['STOREFRONT_RETURN_URL', 'http://shop.example/thanks'],
  ['PAYPAL_ENVIRONMENT', ''],
  ['PAYPAL_ENVIRONMENT', 'local'],
  ['PAYPAL_ENVIRONMENT', 'sandbox'],
  ['PAYPAL_BASE_URL', 'https://api-m.sandbox.paypal.com'],
  ['PAYPAL_BASE_URL', 'http://127.0.0.1:4010'],
  ['PAYPAL_CLIENT_ID', 'sandbox'],
  ['PAYPAL_CLIENT_SECRET', ''],
  ['PAYPAL_WEBHOOK_ID', ''],
  ['PAYPAL_SANDBOX_ROOT_CERTIFICATE', '-----BEGIN CERTIFICATE-----'],
  ['LOG_LEVEL', 'debug'],
  ['NODE_OPTIONS', '--max-old-space-size=512 --inspect=0.0.0.0'],
  ['NODE_OPTIONS', '--inspect-brk'],
  ['GATEWAY_CORS_ORIGINS', 'https://shop.example,http://shop.example'],
  ['ADMIN_DATABASE_URL', 'postgres://postgres:postgres@db.internal/tovar'],
  ['PLATFORM_DATABASE_URL', 'postgres://tovar:change-me@db.internal/tovar'],
  ['ORDERS_DATABASE_URL', 'postgres://orders:password@db.internal/orders'],
];

const WEAK = ['short', 'q3Zt8Yv1LwX5nB7cR2mK9pD4sF6gH0j', 'secret', 'changeme', 'sandbox', 'a'.repeat(40)].concat(
  ['changeme-', 'secret.', 'password', 'example_'].map((word) => word.repeat(6)),
);

/** Every variable that holds a secret, of every service: a new one is tried without being named here. */
async function secretVariables(): Promise<string[]> {
  await loadModules(services);
  const names = declaredVariables().map(({ name }) => name);
  return [...new Set(names.filter((name) => name.endsWith('_SECRET')))];
}

const secrets = await secretVariables();

describe('a shop in production', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tovar-secrets-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const refusalOf = (changed: Environment): string[] => {
    try {
      requireValidConfiguration({ ...SAFE, ...changed });
      return [];
    } catch (error) {
      return (error as { problems: string[] }).problems;
    }
  };

  it('starts with safe settings', () => {
    expect(secrets).toEqual(expect.arrayContaining(['LINK_SECRET', 'ACCOUNTS_REFRESH_SECRET', 'PAYPAL_CLIENT_SECRET']));
    const given = Object.fromEntries(secrets.map((name) => [name, GOOD_SECRET]));
    expect(refusalOf(given)).toEqual([]);
  });

  it.each(UNSAFE)('[SEC-01] is refused with %s "%s"', (name, value) => {
    expect(refusalOf({ [name]: value }).join('\n')).toContain(`${name}: `);
  });

  it.each(secrets)('[SEC-01] is refused with a weak %s, and the value is not told', (name) => {
    for (const value of WEAK) {
      const problems = refusalOf({ [name]: value });
      expect([value, problems]).toEqual([value, [expect.stringMatching(`^${name}: `)]]);
      expect(problems.join().replace('random secret', '')).not.toContain(value);
    }
  });

  it.each(secrets)('[SEC-01] is refused with a weak %s from a file', async (name) => {
    const file = join(folder, name);
    for (const value of WEAK) {
      await writeFile(file, `${value}\n`);
      const environment = readEnvironment(join(folder, 'none'), { ...SAFE, [`${name}_FILE`]: file });
      expect(refusalOf(environment)).toEqual([expect.stringMatching(`^${name}: `)]);
    }
  });

  it.each(secrets)('[SEC-01] is refused with the %s of .env.example, or makes one of its own', async (name) => {
    const line = (await readFile(EXAMPLE, 'utf8')).split('\n').find((text) => text.startsWith(`#${name}=`));
    const value = line?.slice(name.length + 2);
    expect(value).toBeDefined();
    const { schema } = declaredVariables().find((variable) => variable.name === name) ?? {};
    const mayBeMade = value === '' && schema?.safeParse(undefined).data === undefined;
    const refused = [expect.stringMatching(`^${name}: `)];
    expect(mayBeMade ? [[], refused] : [refused]).toContainEqual(refusalOf({ [name]: value }));
  });

  it('[SEC-01] is refused with an empty file of a secret that has no other way to come', async () => {
    await writeFile(join(folder, 'empty'), '\n');
    const own = { ...SAFE, PAYPAL_CLIENT_SECRET_FILE: join(folder, 'empty') };
    expect(refusalOf(readEnvironment(join(folder, 'none'), own)).join()).toContain('PAYPAL_CLIENT_SECRET: ');
  });

  it('[SEC-01] is told all that is unsafe at once', () => {
    const problems = refusalOf(Object.fromEntries(UNSAFE));
    const told = problems.map((problem) => problem.split(':')[0]);
    expect(told).toEqual(expect.arrayContaining(UNSAFE.map(([name]) => name)));
  });
});
