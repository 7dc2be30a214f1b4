import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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

  const make = (name: string, ...options: string[]): string => {
    const into = join(folder, name);
    execFileSync(process.execPath, [join(ROOT, 'deploy/make-secrets.mjs'), ...options, into]);
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

  it('[SEC-02] become whole in a folder of before, with what was filled in', async () => {
    const before = join(folder, 'before');
    await cp(join(folder, 'first'), before, { recursive: true });
    const rewrite = async (name: string, change: (text: string) => string) =>
      writeFile(join(before, name), change(await readFile(join(before, name), 'utf8')));
    const withOthers = (text: string) => text.replaceAll('gateway', 'nobody');
    for (const name of ['kafka.properties', 'rabbitmq-definitions.json', 'redis-users.acl'])
      await rewrite(name, withOthers);
    await rewrite('migrations.env', (text) => text.replace(/^EVENT_LOG_ADMIN_URL=.*\n/m, ''));
    const filledIn = (text: string) => text.replace(/^PAYPAL_CLIENT_SECRET=$/m, 'PAYPAL_CLIENT_SECRET=given');
    await rewrite('payments.env', filledIn);

    make('before');

    const first = await contents(join(folder, 'first'));
    const whole = await contents(before);
    const inAnyOrder = (text = '') => text.split('\n').toSorted();
    expect(inAnyOrder(whole['migrations.env'])).toEqual(inAnyOrder(first['migrations.env']));
    const { 'migrations.env': _migrations, ...others } = whole;
    expect({ ...first, ...others }).toEqual({ ...first, 'payments.env': filledIn(first['payments.env'] ?? '') });
    expect(whole['payments.env']).toContain('PAYPAL_CLIENT_SECRET=given');
    expect(await contents(make('before'))).toEqual(whole);
  });

  it('[SEC-02] are all exchanged as the how-to says it, and nothing else is', async () => {
    const first = await contents(join(folder, 'first'));
    const exchanged = join(folder, 'exchanged');
    await cp(join(folder, 'first'), exchanged, { recursive: true });
    const howTo = await readFile(join(ROOT, 'docs/how-to/run-with-compose.md'), 'utf8');
    const steps = howTo.split('## Exchange the logins')[1]?.split('```')[1] ?? '';
    const ofFiles = steps.split('\n').filter((line) => /^(rm|sed -i) /.test(line));
    expect(ofFiles).toHaveLength(2);
    for (const line of ofFiles) execFileSync('bash', ['-c', line.replaceAll('deploy/secrets', exchanged)]);

    const made = await contents(make('exchanged'));

    const valueOf = (file: string, variable: string, files = made) =>
      new RegExp(`^${variable}=(.*)$`, 'm').exec(files[file] ?? '')?.[1];
    for (const name of ['kafka.properties', 'rabbitmq-definitions.json', 'redis-users.acl'])
      expect(made[name]).not.toBe(first[name]);
    for (const variable of ['EVENT_LOG_URL', 'ORDERS_DATABASE_URL']) {
      expect(valueOf('orders.env', variable)).toBeDefined();
      expect(valueOf('orders.env', variable)).not.toBe(valueOf('orders.env', variable, first));
    }
    expect(valueOf('orders.env', 'ORDERS_DATABASE_URL')).toBe(valueOf('migrations.env', 'ORDERS_DATABASE_URL'));
    expect(made['kafka.properties']).toContain(new URL(valueOf('orders.env', 'EVENT_LOG_URL') ?? '').password);
    expect(valueOf('accounts.env', 'ACCOUNTS_LINK_SECRET')).toBe(
      valueOf('accounts.env', 'ACCOUNTS_LINK_SECRET', first),
    );
    for (const name of ['postgres-password', 'signing-keys.json']) expect(made[name]).toBe(first[name]);
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
    expect(permissions.toSorted((a, b) => a.user.localeCompare(b.user))).toEqual(
      declared
        .map(({ name, rights }) => ({ user: name, vhost: 'tovar', ...rights.rabbitmq }))
        .toSorted((a, b) => a.user.localeCompare(b.user)),
    );
    expect(users.flatMap(({ tags }) => tags)).toEqual([]);
    const atRedis = (made['redis-users.acl'] ?? '').trim().split('\n');
    const known = new Set(atRedis.map((line) => line.split(' ')[1]));
    expect(known).toEqual(new Set(['default', ...declared.map(({ name }) => name)]));
    for (const { name, rights } of declared)
      expect(atRedis.find((line) => line.startsWith(`user ${name} `))).toMatch(` ${rights.redis.join(' ')}`);
  });

  it('[MTLS-03] have a login with every right at RabbitMQ and Redis for a demo alone', async () => {
    const demo = await contents(make('demo', '--demo'));
    expect(demo['rabbitmq-definitions.json']).toContain(`"name": "${OWNER}"`);
    expect(demo['redis-users.acl']).toMatch(/^user tovar_owner on #\w+ ~\* \+@all$/m);
    expect(demo['owner.env']).toMatch(/^JOB_QUEUE_URL=amqp:\/\/tovar_owner:/m);
    const sells = await contents(make('demo'));
    for (const name of ['rabbitmq-definitions.json', 'redis-users.acl']) expect(sells[name]).not.toContain(OWNER);
    expect(sells).not.toHaveProperty('owner.env');
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
