import { rename } from 'node:fs/promises';
import { request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { connect, type ConnectionOptions } from 'node:tls';
import { waitFor } from '@tovar/testing';
import { CertificateAuthority } from '../src/certificates/certificate-authority.ts';
import { CertificateFolder } from '../src/certificates/certificate-folder.ts';
import { ServiceUnavailable } from '../src/errors/platform.errors.ts';
import { LinkCertificates } from '../src/service-link/https/link-certificates.ts';
import { CertifiedServices, type RunningReplica } from './kit/certified-services.ts';

// What is refused here is reported, and not of interest.

const DAY_MS = 24 * 60 * 60_000;
const ONLY_CALLER = { 'x-tovar-caller': 'gateway' };

describe('a service behind mutual TLS', () => {
  let services: CertifiedServices;
  let orders: RunningReplica;
  let reached: number;

  beforeEach(async () => {
    services = await CertifiedServices.create();
    reached = 0;
    orders = await services.serve('orders', (app) => {
      app.get('/', async ({ headers }) => {
        reached += 1;
        return { caller: headers['x-tovar-caller'] };
      });
    });
  });
  afterEach(() => services.close());

  /** The status of an answer, whoever asks; rejects when the connection is refused. */
  const statusFor = (options: ConnectionOptions): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { hostname: host, port } = orders.origin;
      const { ca } = orders.certificates.current;
      const asking = request({ host, port, ca, servername: 'orders', headers: ONLY_CALLER, agent: false, ...options });
      asking.once('response', (response) => resolve(response.resume().statusCode));
      asking.once('error', reject).end();
    });
  const askAs = async (caller: string) =>
    (await services.link(caller)).json<{ caller: string }>({ service: 'orders', method: 'GET', path: '/' });

  it('[FED-02] answers a certified caller, under the name of its certificate and no other', async () => {
    expect(await askAs('cart')).toEqual({ caller: 'cart' });
  });

  it('[FED-02] refuses whoever shows no certificate', async () => {
    await expect(statusFor({})).rejects.toThrow(/certificate required/i);
    expect(reached).toBe(0);
  });

  it('[FED-02] refuses the certificate of a foreign authority, whatever name it has', async () => {
    const foreign = await CertificateAuthority.create({ from: Date.now(), days: 7 });
    await expect(statusFor(await foreign.issue('gateway', { from: Date.now(), days: 7 }))).rejects.toThrow();
    expect(reached).toBe(0);
  });

  it('[MTLS-02] refuses a certificate that has ended', async () => {
    const past = new CertificateFolder(services.folder, () => Date.now() - 10 * DAY_MS);
    await past.issue(['cart'], 7);
    await expect(askAs('cart')).rejects.toThrow(ServiceUnavailable);
    expect(reached).toBe(0);
  });

  it('[FED-02] refuses plain HTTP', async () => {
    const { hostname: host, port } = orders.origin;
    const asking = new Promise((resolve, reject) => {
      plainRequest({ host, port, headers: ONLY_CALLER, agent: false }, resolve).once('error', reject).end();
    });
    await expect(asking).rejects.toThrow();
    expect(reached).toBe(0);
  });

  it('refuses TLS before 1.3', async () => {
    const { cert, key, ca } = (await services.certificatesOf('cart')).current;
    const { hostname: host, port } = orders.origin;
    const connecting = new Promise((resolve, reject) => {
      const socket = connect({ host, port: Number(port), cert, key, ca, servername: 'orders', maxVersion: 'TLSv1.2' });
      socket.once('secureConnect', resolve).once('error', reject);
    });
    await expect(connecting).rejects.toThrow(/protocol version/);
  });

  it('[FED-02] is not believed by its callers when it has the name of another', async () => {
    await services.serve('payments', (app) => void app.get('/', async () => 'stolen'), 'cart');
    const link = await services.link('gateway');
    await expect(link.send({ service: 'payments', method: 'GET', path: '/' })).rejects.toThrow(ServiceUnavailable);
  });

  it('[FED-02] is not believed to be another on a connection that is kept', async () => {
    services.addresses.set('payments', [orders.origin]);
    const link = await services.link('gateway');
    await link.send({ service: 'orders', method: 'GET', path: '/' });
    await expect(link.send({ service: 'payments', method: 'GET', path: '/' })).rejects.toThrow(ServiceUnavailable);
    expect(reached).toBe(1);
  });

  it.each([
    ['an address of the web', 'https://orders.example/'],
    ['another trust domain', 'spiffe://other/gateway'],
    ['a longer path', 'spiffe://tovar/gateway/admin'],
    ['two names in one', 'spiffe://tovar/cart, URI:spiffe://tovar/gateway'],
  ])('[FED-02] takes no certificate for a name that is none: %s', async (_what, uri) => {
    const authority = await services.certificates.newestAuthority();
    expect(await statusFor(await authority.issue('odd', { from: Date.now(), days: 7 }, uri))).toBe(401);
    expect(reached).toBe(0);
  });
});

describe('certificates that change while services run', () => {
  let services: CertifiedServices;
  let orders: RunningReplica;

  beforeEach(async () => {
    services = await CertifiedServices.create();
    orders = await services.serve('orders', (app) => void app.get('/', async () => 'ok'));
  });
  afterEach(() => services.close());

  it('[MTLS-02] lose no request while leaf and authority are exchanged under load', async () => {
    const names = ['orders', 'cart'];
    const cart = await services.certificatesOf('cart');
    const link = await services.link('cart', cart);
    const over = new AbortController();
    let answers = 0;
    const ask = async (): Promise<void> => {
      while (!over.signal.aborted) {
        expect((await link.send({ service: 'orders', method: 'GET', path: '/', isSafeToRepeat: false })).status).toBe(
          200,
        );
        answers += 1;
      }
    };
    const asking = Promise.all(Array.from({ length: 8 }, ask));
    const enough = (): Promise<unknown> => {
      const before = answers;
      return waitFor('a hundred more answers', () => answers > before + 100);
    };
    const reload = async (): Promise<void> => {
      await Promise.all([orders.certificates.reload(), cart.reload()]);
      await enough();
    };
    const before = orders.certificates.current;
    await services.certificates.issue(names, 7);
    await reload();
    await services.certificates.addAuthority(names);
    await reload();
    await services.certificates.issue(names, 7);
    await reload();
    await services.certificates.dropOldAuthorities(names);
    await reload();
    over.abort();
    await asking;
    expect(orders.certificates.current.cert).not.toBe(before.cert);
    expect(orders.certificates.current.ca).not.toContain(before.ca.trim());
    expect(answers).toBeGreaterThan(400);
  });

  it('[MTLS-02] are used by the next connection, and the old authority is believed no more', async () => {
    const cart = await services.certificatesOf('cart');
    await services.certificates.addAuthority(['orders']);
    await services.certificates.issue(['orders'], 7);
    await services.certificates.dropOldAuthorities(['orders']);
    await orders.certificates.reload();
    const link = await services.link('cart', cart);
    await expect(link.send({ service: 'orders', method: 'GET', path: '/' })).rejects.toThrow(ServiceUnavailable);
  });

  it('stay as they are while the files do not fit together', async () => {
    const { current } = orders.certificates;
    await services.certificates.issue(['cart'], 7);
    await rename(join(services.folder, 'cart', 'tls.key'), join(services.folder, 'orders', 'tls.key'));
    await orders.certificates.reload();
    expect(orders.certificates.current).toBe(current);
    await rename(join(services.folder, 'cart', 'tls.crt'), join(services.folder, 'orders', 'tls.crt'));
    await orders.certificates.reload();
    expect(orders.certificates.current).toBe(current);
  });

  it.each([
    ['no files', ['tls.crt', 'tls.key', 'ca.crt']],
    ['a certificate without its key', ['tls.key']],
  ])('refuse to start from %s', async (_what, lost) => {
    await services.certificates.issue(['cart'], 7);
    const folder = services.certificates.folderOf('cart');
    for (const file of lost) await rename(join(folder, file), join(folder, `${file}.lost`));
    await expect(LinkCertificates.read(folder)).rejects.toMatchObject({ code: 'CERTIFICATE_UNUSABLE' });
  });
});
