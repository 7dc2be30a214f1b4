import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BrokenJournal, BrokenSigningKeys } from '../src/index.ts';
import { anOrder, credentials } from './paypal-app.ts';
import { clientOf, closeAtTheEnd, leaveNothingRunning, listener, runningSandbox, until } from './running-sandbox.ts';

leaveNothingRunning();

const root = resolve(import.meta.dirname, '../../..');

describe('after a restart', () => {
  let folder: string;
  let stateFile: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'payment-sandbox-'));
    stateFile = join(folder, 'state', 'journal.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('orders, captures and refunds are what they were', async () => {
    const first = await runningSandbox({ stateFile });
    const [open, refunded] = [await first.approvedOrder(), await first.approvedOrder()];
    await first.capture(refunded, 'capture');
    const captureId = String((await first.ledger()).captures[0]?.['id']);
    await first.refund(captureId, 'refund');
    const before = await first.ledger();
    await first.close();

    const second = await runningSandbox({ stateFile });
    expect(await second.ledger()).toEqual(before);
    expect((await second.api('GET', `/v2/payments/captures/${captureId}`)).json.status).toBe('REFUNDED');
    expect((await second.capture(open, 'other')).status).toBe(201);
    await second.close();
  });

  it('request ids and the clock are still known', async () => {
    const order = anOrder();
    const first = await runningSandbox({ stateFile });
    const { json } = await first.create('create', order);
    await first.advance(5 * 3600);
    await first.close();

    const second = await runningSandbox({ stateFile });
    expect((await second.create('create', order)).json.id).toBe(json.id);
    await second.advance(3600);
    expect((await second.create('create', order)).json.id).not.toBe(json.id);
    await second.close();
  });

  it('the signing root and the webhook id are the same, and owed events are delivered', async () => {
    const first = await runningSandbox({ stateFile });
    const webhookId = first.registerWebhook('http://127.0.0.1:1/nobody');
    await first.approvedOrder();
    await until(async () => (await first.deliveries())[0]?.attempts.length === 1);
    await first.close();

    const shop = await listener();
    const second = await runningSandbox({ stateFile });
    expect(second.rootCertificatePem).toBe(first.rootCertificatePem);
    expect(second.registerWebhook(shop.url)).toBe(webhookId);
    await second.advance(10);
    await shop.count(1);
    expect(shop.types()).toEqual(['CHECKOUT.ORDER.APPROVED']);
    await second.close();
    await shop.close();
  });

  it('an event that was accepted is not delivered again', async () => {
    const shop = await listener();
    const first = await runningSandbox({ stateFile });
    first.registerWebhook(shop.url);
    await first.approvedOrder();
    await until(async () => (await first.deliveries())[0]?.state === 'delivered');
    await first.close();

    const second = await runningSandbox({ stateFile });
    await second.approvedOrder();
    await shop.count(2);
    expect(new Set(shop.received.map(({ event }) => event.id)).size).toBe(2);
    await second.close();
    await shop.close();
  });

  it('a commit that was torn by the crash never happened', async () => {
    const first = await runningSandbox({ stateFile });
    const orderId = await first.approvedOrder();
    await first.close();
    const { size } = statSync(stateFile);
    appendFileSync(stateFile, '[{"type":"OrderCaptured","orderId":"');

    const second = await runningSandbox({ stateFile });
    expect((await second.ledger()).captures).toEqual([]);
    expect(statSync(stateFile).size).toBe(size);
    expect((await second.capture(orderId, 'capture')).status).toBe(201);
    const before = await second.ledger();
    await second.close();
    const third = await runningSandbox({ stateFile });
    expect(await third.ledger()).toEqual(before);
    await third.close();
  });

  it('a journal that was damaged in the middle is refused, with the line', async () => {
    const first = await runningSandbox({ stateFile });
    await first.approvedOrder();
    await first.close();
    const [, ...rest] = readFileSync(stateFile, 'utf8').split('\n');
    writeFileSync(stateFile, ['{"type":"OrderCreated"}', ...rest].join('\n'));
    const starting = runningSandbox({ stateFile });
    await expect(starting).rejects.toThrow(BrokenJournal);
    await expect(starting).rejects.toThrow(`Line 1 of ${stateFile}`);
  });

  it('keys that are no keys are refused', async () => {
    await (await runningSandbox({ stateFile })).close();
    writeFileSync(`${stateFile}.keys.json`, '{}');
    await expect(runningSandbox({ stateFile })).rejects.toThrow(BrokenSigningKeys);
  });

  it('by kill -9, what was answered or committed is there', async () => {
    const running = await sandboxProcess(stateFile);
    const client = clientOf(running.url);
    const [answered, unanswered] = [await client.approvedOrder(), await client.approvedOrder()];
    expect((await client.capture(answered, 'answered')).status).toBe(201);
    await client.arm({ target: 'capture', kind: 'timeout-after-commit' });
    const waiting = client.capture(unanswered, 'unanswered').catch((error: Error) => error);
    await until(async () => (await client.ledger()).captures.length === 2);
    await running.stop('SIGKILL');
    expect(await waiting).toMatchObject({ message: 'fetch failed' });

    const again = await sandboxProcess(stateFile);
    const { captures } = await clientOf(again.url).ledger();
    expect(captures.map((capture) => capture['order_id'])).toEqual([answered, unanswered]);
    expect(await again.stop('SIGTERM')).toBe(0);
  });
});

/** The sandbox as a program of its own. */
async function sandboxProcess(stateFile: string) {
  const loader = ['--conditions=source', '--import', join(root, 'scripts/typescript-loader.mjs')];
  const child = spawn(process.execPath, [...loader, join(root, 'apps/payment-sandbox/src/main.ts')], {
    env: {
      PATH: process.env['PATH'],
      PAYMENT_SANDBOX_PORT: '0',
      PAYMENT_SANDBOX_STATE_FILE: stateFile,
      PAYMENT_SANDBOX_CLIENT_ID: credentials.clientId,
      PAYMENT_SANDBOX_CLIENT_SECRET: credentials.clientSecret,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  closeAtTheEnd(async () => child.kill('SIGKILL'));
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    if (/http:\/\/127\.0\.0\.1:\d+/.test(output)) break;
  }
  return {
    url: /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? '',
    stop: async (signal: NodeJS.Signals) => {
      child.kill(signal);
      const [code] = await exited;
      return code as number | null;
    },
  };
}
