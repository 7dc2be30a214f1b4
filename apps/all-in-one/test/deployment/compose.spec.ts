import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '../../src/services.ts';
import { interpolated, readCompose, ROOT } from './compose-file.ts';

const compose = readCompose();
const SERVICES = Object.keys(services);
const CONTAINERS = Object.entries(compose.services);
const ENDING = ['migrations', 'certificates'];
const ENGINES = ['postgres', 'kafka', 'rabbitmq', 'redis'];
/** Services that call somebody who is not of the shop. */
const CALLING_OUT = ['accounts', 'catalog', 'payments', 'shipping', 'reviews', 'notifications'];

const nameOf = (secret: string | { readonly source: string }): string =>
  typeof secret === 'string' ? secret : secret.source;

describe('compose.yaml', () => {
  it('runs every service of the shop, what it needs, and nothing else', () => {
    expect(Object.keys(compose.services).toSorted()).toEqual([...SERVICES, ...ENDING, ...ENGINES].toSorted());
    for (const name of SERVICES)
      expect(compose.services[name]?.command).toEqual(['apps/all-in-one/dist/service.js', name]);
  });

  it('[CONT-02] publishes the port of the gateway alone, to this machine unless told otherwise', () => {
    expect(CONTAINERS.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['gateway']);
    expect(compose.services.gateway?.ports?.map((port) => interpolated(port))).toEqual(['127.0.0.1:3000:3000']);
  });

  it.each(CONTAINERS)('[CONT-02] runs %s as nobody special, on a file system that it cannot write', (_name, its) => {
    expect(its.user).toMatch(/^[1-9]\d+:[1-9]\d+$/);
    expect(its).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
  });

  it.each(CONTAINERS)('[CONT-02] limits the memory, the cores and the processes of %s', (_name, its) => {
    expect(its.mem_limit).toMatch(/^\d+[mg]$/);
    expect(its.cpus).toBeGreaterThan(0);
    expect(its.pids_limit).toBeGreaterThan(0);
  });

  it.each(CONTAINERS)('[CONT-01] pins the image of %s to a version', (name, { image }) => {
    const expected = [...SERVICES, ...ENDING].includes(name) ? /^tovar:local$/ : /:\d+\.\d+(\.\d+)?(-\w+)?$/;
    expect(interpolated(image)).toMatch(expected);
  });

  it.each(CONTAINERS)('starts %s again, unless it is done', (name, { restart, healthcheck }) => {
    if (ENDING.includes(name)) {
      expect([restart, healthcheck?.disable]).toEqual(['on-failure:3', true]);
      return;
    }
    expect(restart).toBe('unless-stopped');
    expect(healthcheck?.test?.[0]).toBe('CMD');
  });

  it('[CONT-03] gives whatever stops the time to finish, and somebody who passes signals on', () => {
    for (const [, { init, stop_grace_period: grace }] of CONTAINERS) {
      expect(init).toBe(true);
      expect(Number.parseInt(grace ?? '', 10)).toBeGreaterThanOrEqual(15);
    }
  });

  it('starts a service when its schema, its certificate and the brokers are there, and the gateway last', () => {
    const healthy = { condition: 'service_healthy' };
    const done = { condition: 'service_completed_successfully' };
    const engines = { migrations: done, certificates: done, kafka: healthy, rabbitmq: healthy, redis: healthy };
    for (const name of SERVICES) expect(compose.services[name]?.depends_on).toMatchObject(engines);
    const others = SERVICES.filter((name) => name !== 'gateway').map((name) => [name, healthy]);
    expect(compose.services.gateway?.depends_on).toEqual({ ...engines, ...Object.fromEntries(others) });
    expect(compose.services.migrations?.depends_on).toEqual({ postgres: healthy, kafka: healthy });
  });

  it('[SEC-01] keeps every secret in a file that one container gets', () => {
    for (const [name, { environment = {} }] of CONTAINERS) {
      const secret = Object.keys(environment).filter((variable) => /_SECRET$|PASSWORD$|_DATABASE_URL$/.test(variable));
      expect([name, secret]).toEqual([name, []]);
      expect(Object.values(environment).join()).not.toMatch(/:\/\/[^/\s]+:[^/\s]+@/);
    }
    const given = CONTAINERS.flatMap(([, { secrets = [] }]) => secrets.map(nameOf));
    expect(given.toSorted()).toEqual(Object.keys(compose.secrets).toSorted());
    for (const name of SERVICES)
      expect(compose.services[name]?.secrets).toEqual([{ source: name, target: '/app/.env' }]);
  });

  it('[MTLS-01] shows a service its own certificate, and the key of the authority to none', () => {
    for (const [name, { volumes = [] }] of CONTAINERS) {
      const seen = volumes.filter((volume) => volume.startsWith('certificate-'));
      if (SERVICES.includes(name)) expect(seen).toEqual([`certificate-${name}:/certificates:ro`]);
      else if (name !== 'certificates') expect(seen).toEqual([]);
    }
    const issued = ['authority', ...SERVICES].map((name) => `certificate-${name}:/certificates/${name}`);
    expect(compose.services.certificates?.volumes?.toSorted()).toEqual(issued.toSorted());
  });

  it('lets nobody out who need not call anybody', () => {
    expect(compose.networks.inside).toEqual({ internal: true });
    const out = CONTAINERS.filter(([, { networks = [] }]) => networks.includes('outside')).map(([name]) => name);
    expect(out.toSorted()).toEqual(CALLING_OUT.toSorted());
    const reached = CONTAINERS.filter(([, { networks = [] }]) => networks.includes('edge')).map(([name]) => name);
    expect(reached).toEqual(['gateway']);
  });
});

describe('compose.demo.yaml', () => {
  const { services: demo } = readCompose('compose.demo.yaml');
  const added = Object.entries(demo).filter(([name]) => !(name in compose.services));

  it('[CONT-02] adds goods and play money, under the same limits', () => {
    expect(added.map(([name]) => name)).toEqual(['seed', 'sandbox']);
    for (const [, its] of added) {
      expect(its).toMatchObject({ user: '10001:10001', read_only: true, cap_drop: ['ALL'] });
      expect(its).toMatchObject({ security_opt: ['no-new-privileges:true'], mem_limit: expect.any(String) });
    }
  });

  it('[CONT-02] publishes the page of the payment sandbox and nothing else, to this machine unless told otherwise', () => {
    const published = Object.entries(demo).filter(([, { ports }]) => ports);
    expect(published.map(([name, { ports = [] }]) => [name, ports.map((port) => interpolated(port))])).toEqual([
      ['sandbox', ['127.0.0.1:3100:4010']],
    ]);
  });

  it('needs no setting that only a shop of one’s own has', () => {
    const texts = ['compose.yaml', 'compose.demo.yaml'].map((name) => readFileSync(join(ROOT, 'deploy', name), 'utf8'));
    expect(texts.join('\n')).not.toMatch(/\$\{\w+:?\?/);
  });

  it('opens accounts when its logins are made: a shop without an admin makes one of its own', () => {
    expect(demo.accounts?.depends_on).toEqual({ seed: { condition: 'service_completed_successfully' } });
  });
});
