import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CarrierSandbox, CarrierSandboxInProduction, startCarrierSandbox } from '../src/index.ts';

const ACCOUNT = { clientId: 'shop', clientSecret: 'secret' };
const ORDER = {
  number: 'T-1-1',
  tariff_code: 139,
  sender: { name: 'Shop' },
  recipient: { name: 'Anna <b>', phones: [{ number: '+74950000000' }] },
  from_location: { city: 'Moscow', address: 'Street 1' },
  to_location: { city: 'Kazan', address: 'Street 2' },
  packages: [
    {
      number: '1',
      weight: 900,
      length: 30,
      width: 20,
      height: 10,
      items: [{ name: 'Kettle', ware_key: 'KET-1', payment: { value: 0 }, cost: 10.5, weight: 900, amount: 1 }],
    },
  ],
};

describe('the carrier sandbox', () => {
  let folder: string;
  let sandbox: CarrierSandbox;

  const start = (): Promise<CarrierSandbox> =>
    startCarrierSandbox({ port: 0, ...ACCOUNT, settleMs: 0, stateFile: join(folder, 'parcels.jsonl') });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tovar-carrier-'));
    sandbox = await start();
  });
  afterAll(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true });
  });

  const token = async (secret = 'secret'): Promise<Response> =>
    fetch(`${sandbox.url}/v2/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'shop', client_secret: secret }),
    });
  const call = async (method: string, path: string, body?: object) => {
    const { access_token: bearer } = (await (await token()).json()) as { access_token: string };
    const headers = { authorization: `Bearer ${bearer}`, ...(body && { 'content-type': 'application/json' }) };
    const response = await fetch(`${sandbox.url}/v2${path}`, { method, headers, body: body && JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('does not start in production', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    try {
      await expect(start()).rejects.toThrow(CarrierSandboxInProduction);
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });

  it('answers only whom it knows', async () => {
    expect((await token('guess')).status).toBe(401);
    expect((await fetch(`${sandbox.url}/v2/orders?im_number=T-1-1`)).status).toBe(401);
  });

  it('has a number of the shop once, and knows it after a restart', async () => {
    expect(await call('POST', '/orders', ORDER)).toMatchObject({
      status: 202,
      body: { requests: [{ state: 'ACCEPTED' }] },
    });
    const taken = [{ code: 'error_validate_im_dep_number_has_already_had_integration' }];
    expect(await call('POST', '/orders', ORDER)).toMatchObject({
      status: 400,
      body: { requests: [{ errors: taken }] },
    });
    await sandbox.close();
    sandbox = await start();
    const { body } = await call('GET', '/orders?im_number=T-1-1');
    expect(body).toMatchObject({ entity: { number: 'T-1-1', cdek_number: expect.stringMatching(/^\d{10}$/) } });
  });

  it('does not know what nobody has registered', async () => {
    const unknown = [{ code: 'v2_entity_not_found_im_number' }];
    expect(await call('GET', '/orders?im_number=T-9')).toMatchObject({
      status: 400,
      body: { requests: [{ errors: unknown }] },
    });
  });

  it('shows parcels on a page, on which they are moved along', async () => {
    const page = await (await fetch(sandbox.url)).text();
    expect(page).toContain('Anna &lt;b&gt;, Kazan');
    await fetch(`${sandbox.url}/move`, { method: 'POST', body: new URLSearchParams({ number: 'T-1-1' }) });
    const { body } = await call('GET', '/orders?im_number=T-1-1');
    expect(body).toMatchObject({ entity: { statuses: [{ code: 'RECEIVED_AT_SHIPMENT_WAREHOUSE' }, {}, {}] } });
    expect(await call('DELETE', `/orders/${(body['entity'] as { uuid: string }).uuid}`)).toMatchObject({ status: 400 });
  });

  it('brings a parcel to the end of its way, and no further', () => {
    const steps = Array.from({ length: 5 }, () => sandbox.move('T-1-1'));
    expect(steps).toEqual([true, true, true, true, false]);
  });
});
