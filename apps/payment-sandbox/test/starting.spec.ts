import { InvalidSandboxConfiguration, SandboxInProduction } from '../src/index.ts';
import { helpText, readConfiguration } from '../src/payment-sandbox.config.ts';
import { anOrder } from './paypal-app.ts';
import { leaveNothingRunning, runningSandbox } from './running-sandbox.ts';

leaveNothingRunning();

describe('the sandbox', () => {
  it('does not start in production', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    try {
      await expect(runningSandbox()).rejects.toThrow(SandboxInProduction);
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });

  it('leaves a taken port to its caller', async () => {
    const first = await runningSandbox();
    await expect(runningSandbox({ port: first.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await first.close();
  });

  it('names other addresses when it is told to', async () => {
    const sandbox = await runningSandbox({ apiUrl: 'http://sandbox:4010', checkoutUrl: 'https://pay.test' });
    expect(sandbox.url).toBe('http://sandbox:4010');
    const local = await fetch(`http://127.0.0.1:${sandbox.port}/health`);
    expect(local.status).toBe(200);
    await sandbox.close();
  });

  it('shows its own addresses in links', async () => {
    const sandbox = await runningSandbox();
    const { json } = await sandbox.create('links', anOrder());
    expect(json.links.every(({ href }) => href.startsWith(sandbox.url))).toBe(true);
    await sandbox.close();
  });
});

describe('the configuration', () => {
  it('has a value for everything that needs one, and takes empty as unset', () => {
    expect(readConfiguration({ PAYMENT_SANDBOX_PORT: '', PAYMENT_SANDBOX_API_URL: 'http://sandbox:4010/' })).toEqual({
      PAYMENT_SANDBOX_HOST: '127.0.0.1',
      PAYMENT_SANDBOX_PORT: 4010,
      PAYMENT_SANDBOX_CLIENT_ID: 'sandbox',
      PAYMENT_SANDBOX_CLIENT_SECRET: 'sandbox',
      PAYMENT_SANDBOX_YOOKASSA_SHOP_ID: 'sandbox',
      PAYMENT_SANDBOX_YOOKASSA_SECRET_KEY: 'sandbox',
      PAYMENT_SANDBOX_WEBHOOK_FACTOR: 1,
      PAYMENT_SANDBOX_API_URL: 'http://sandbox:4010',
    });
  });

  it('is refused with every bad variable at once', () => {
    const read = () =>
      readConfiguration({
        PAYMENT_SANDBOX_PORT: '70000',
        PAYMENT_SANDBOX_WEBHOOK_URL: 'shop',
        PAYMENT_SANDBOX_WEBHOOK_FACTOR: '0',
      });
    expect(read).toThrow(InvalidSandboxConfiguration);
    expect(read).toThrow(/PAYMENT_SANDBOX_PORT: [^]*PAYMENT_SANDBOX_WEBHOOK_URL: [^]*PAYMENT_SANDBOX_WEBHOOK_FACTOR: /);
  });

  it('is explained, variable by variable', () => {
    for (const name of Object.keys(readConfiguration({}))) expect(helpText()).toContain(`  ${name} `);
  });
});
