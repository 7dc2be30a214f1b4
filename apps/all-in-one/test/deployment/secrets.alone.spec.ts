import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  brokerRightsOf,
  declaredServices,
  declaredVariables,
  loadModules,
  readEnvironment,
  requireValidConfiguration,
} from '@tovar/platform';
import '../../src/all-in-one.config.ts';
import { services } from '../../src/services.ts';
import { interpolated, readCompose, ROOT } from './compose-file.ts';

/** What the keeper of a shop fills into .env and into the files of secrets. */
const FILLED_IN = {
  PUBLIC_URL: 'https://shop.example',
  PAYPAL_CLIENT_ID: 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd',
  PAYPAL_WEBHOOK_ID: '8PT597110X687430LKGECATA',
};
/** Whoever acts for all services at once. */
const OWNER = 'tovar_owner';
const FROM_PAYPAL = { PAYPAL_CLIENT_SECRET: 'q3Zt8Yv1LwX5nB7cR2mK9pD4sF6gH0jA' };

describe('the secrets of compose.yaml', () => {
  let folder: string;

  const make = (name: string): string => {
    const into = join(folder, name);
    execFileSync(process.execPath, [join(ROOT, 'deploy/make-secrets.mjs'), into]);
    return into;
  };
  const contents = async (of: string): Promise<Record<string, string>> => {
    const names = await readdir(of);
    return Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await readFile(join(of, name), 'utf8')] as const)),
    );
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tovar-secrets-'));
    make('first');
    await loadModules(services);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('[SEC-02] are different for every shop, and stay what they are', async () => {
    const first = await contents(join(folder, 'first'));
    const second = await contents(make('second'));
    for (const [name, text] of Object.entries(first)) expect([name, text]).not.toEqual([name, second[name]]);
    expect(await contents(make('first'))).toEqual(first);
  });

  it('are all that compose.yaml names', async () => {
    const made = new Set(await readdir(join(folder, 'first')));
    for (const { file } of Object.values(readCompose().secrets)) expect(made).toContain(file.replace('./secrets/', ''));
  });

  it('[MTLS-03] let no two services log in as the same user', async () => {
    const made = await contents(join(folder, 'first'));
    const urls = Object.keys(services).map((name) => made[`${name}.env`] ?? '');
    for (const variable of ['EVENT_LOG_URL', 'JOB_QUEUE_URL', 'KEY_VALUE_URL'])
      expect(new Set(urls.map((text) => new RegExp(`^${variable}=(.*)$`, 'm').exec(text)?.[1])).size).toBe(urls.length);
    for (const name of Object.keys(services)) {
      expect(made['redis-users.acl']).toContain(`user ${name} on #`);
      expect(made['kafka.properties']).toContain(`user_${name}="`);
      expect(made['rabbitmq-definitions.json']).toContain(`"name": "${name}"`);
    }
  });

  it('[MTLS-03] give each login the rights of its service, and no other', async () => {
    const made = await contents(join(folder, 'first'));
    const { permissions, users } = JSON.parse(made['rabbitmq-definitions.json'] ?? '') as {
      permissions: { user: string }[];
      users: { name: string; tags: string[] }[];
    };
    const declared = declaredServices().map((service) => ({ name: service.name, rights: brokerRightsOf(service) }));
    const ofServices = permissions.filter(({ user }) => user !== OWNER);
    expect(ofServices.toSorted((a, b) => a.user.localeCompare(b.user))).toEqual(
      declared
        .map(({ name, rights }) => ({ user: name, vhost: 'tovar', ...rights.rabbitmq }))
        .toSorted((a, b) => a.user.localeCompare(b.user)),
    );
    expect(users.flatMap(({ tags }) => tags)).toEqual([]);
    const atRedis = (made['redis-users.acl'] ?? '').trim().split('\n');
    const known = new Set(atRedis.map((line) => line.split(' ')[1]));
    expect(known).toEqual(new Set(['default', OWNER, ...declared.map(({ name }) => name)]));
    for (const { name, rights } of declared)
      expect(atRedis.find((line) => line.startsWith(`user ${name} `))).toMatch(` ${rights.redis.join(' ')}`);
  });

  it('[MTLS-03] let nobody into Kafka without a login, and one in who gives the others their rights', async () => {
    const made = await contents(join(folder, 'first'));
    const kafka = made['kafka.properties'] ?? '';
    expect(kafka).toMatch(/^authorizer\.class\.name=.*StandardAuthorizer$/m);
    expect(kafka).toMatch(/^super\.users=User:tovar_owner$/m);
    expect(/^listener\.security\.protocol\.map=(.*)$/m.exec(kafka)?.[1]).not.toMatch(/:PLAINTEXT/);
    expect(made['migrations.env']).toMatch(/^EVENT_LOG_ADMIN_URL=kafka:\/\/tovar_owner:/m);
    for (const name of Object.keys(services)) expect(made[`${name}.env`]).not.toContain(OWNER);
  });

  it.each(Object.keys(services))('make %s start in production, with what compose.yaml sets', (name) => {
    const { environment = {} } = readCompose().services[name] ?? {};
    const set = Object.entries(environment).map(([variable, value]) => [variable, interpolated(value, FILLED_IN)]);
    // One process of a test has loaded every service, so it wants the connections of all.
    const own = readEnvironment(join(folder, 'first', `${name}.env`), Object.fromEntries(set));
    const { ADMIN_DATABASE_URL: _, ...others } = readEnvironment(join(folder, 'first', 'migrations.env'), {});
    const payments = readEnvironment(join(folder, 'first', 'payments.env'), {});
    const filled = { ...others, ...payments, ...FILLED_IN, ...FROM_PAYPAL, PAYPAL_ENVIRONMENT: 'live', ...own };
    expect(() => requireValidConfiguration({ ...filled, ...FROM_PAYPAL })).not.toThrow();
  });

  it('let migrations start in production, with what compose.yaml sets', () => {
    const { environment = {} } = readCompose().services.migrations ?? {};
    // One process of a test has loaded every service, so it wants what payments needs too.
    const payments = { ...FILLED_IN, ...FROM_PAYPAL, PAYPAL_ENVIRONMENT: 'live' };
    const set = { ...payments, NODE_ENV: 'production', ...environment };
    expect(() =>
      requireValidConfiguration(readEnvironment(join(folder, 'first', 'migrations.env'), set)),
    ).not.toThrow();
  });

  it('hold, and compose.yaml sets, nothing that no service reads', async () => {
    const known = new Set(declaredVariables().map((variable) => variable.name));
    const made = await contents(join(folder, 'first'));
    for (const name of Object.keys(services)) {
      const inFile = (made[`${name}.env`] ?? '')
        .trim()
        .split('\n')
        .map((line) => line.split('=')[0] ?? '');
      const set = Object.keys(readCompose().services[name]?.environment ?? {});
      expect([...inFile, ...set].filter((variable) => !known.has(variable))).toEqual([]);
    }
  });
});
