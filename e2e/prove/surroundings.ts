import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PaymentSandbox, startPaymentSandbox } from '@tovar/payment-sandbox';
import { EmbeddedPostgres } from '@tovar/platform';
import { freePort } from '@tovar/platform/engines';
import { Line } from './line.ts';

const FAST_SERVER = ['fsync=off', 'shared_buffers=64MB'];
const CLIENT = {
  clientId: 'prove',
  clientSecret: 'prove-a-shop-that-is-struck',
  yookassaShopId: '100500',
  yookassaSecretKey: 'prove-a-shop-that-is-struck',
};

/**
 * What a shop that is struck stands on: its database, its provider, and the wire between shop and database. They are outside of
 * it, so that each can be struck alone, and outlive every death of the shop.
 */
export class Surroundings {
  private constructor(
    readonly folder: string,
    /** On which the shop is to answer. */
    readonly port: number,
    private database: EmbeddedPostgres,
    private readonly provider: { readonly sandbox: PaymentSandbox; readonly webhookId: string },
    /** The shop's own, which can be cut, and one for those who look behind it and strike it. */
    private readonly lines: { readonly shop: Line; readonly ours: Line },
  ) {}

  static async make(): Promise<Surroundings> {
    const folder = await mkdtemp(join(tmpdir(), 'tovar-prove-'));
    // Root runs PostgreSQL as another user, who must get in.
    await chmod(folder, 0o755);
    const database = await EmbeddedPostgres.start({ folder: join(folder, 'postgres'), settings: FAST_SERVER });
    const databasePort = Number(new URL(database.adminUrl).port);
    const lines = { shop: await Line.to(databasePort), ours: await Line.to(databasePort) };
    const sandbox = await startPaymentSandbox({
      ...CLIENT,
      port: 0,
      stateFile: join(folder, 'payment-sandbox.jsonl'),
      webhookScheduleFactor: 0.0001,
    });
    const port = await freePort();
    const webhookId = sandbox.registerWebhook(`http://127.0.0.1:${port}/webhooks/paypal`);
    sandbox.notifyOfYooKassa(`http://127.0.0.1:${port}/webhooks/yookassa`);
    return new Surroundings(folder, port, database, { sandbox, webhookId }, lines);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get adminUrl(): string {
    return this.along(this.lines.ours);
  }

  /** Between the shop and its database. */
  get line(): Line {
    return this.lines.shop;
  }

  get sandboxUrl(): string {
    return this.provider.sandbox.url;
  }

  /** What the shop is told of all this. */
  get environment(): NodeJS.ProcessEnv {
    return {
      ADMIN_DATABASE_URL: this.along(this.line),
      PORT: String(this.port),
      PAYMENTS_PROVIDERS: 'paypal,yookassa',
      YOOKASSA_ENVIRONMENT: 'local',
      YOOKASSA_BASE_URL: `${this.provider.sandbox.url}/v3`,
      YOOKASSA_SHOP_ID: CLIENT.yookassaShopId,
      YOOKASSA_SECRET: CLIENT.yookassaSecretKey,
      YOOKASSA_WEBHOOK_NETWORKS: '127.0.0.1,::1',
      PAYPAL_ENVIRONMENT: 'local',
      PAYPAL_BASE_URL: this.provider.sandbox.url,
      PAYPAL_CLIENT_ID: CLIENT.clientId,
      PAYPAL_CLIENT_SECRET: CLIENT.clientSecret,
      PAYPAL_WEBHOOK_ID: this.provider.webhookId,
      PAYPAL_SANDBOX_ROOT_CERTIFICATE: this.provider.sandbox.rootCertificatePem,
    };
  }

  /** An immediate shutdown, which is a crash, and a start with recovery. */
  async restartDatabase(): Promise<void> {
    const { pid } = this.database;
    if (pid) process.kill(pid, 'SIGQUIT');
    await this.database.stop();
    this.database = await EmbeddedPostgres.start({ folder: join(this.folder, 'postgres'), settings: FAST_SERVER });
    for (const line of Object.values(this.lines)) line.leadTo(Number(new URL(this.database.adminUrl).port));
  }

  /** A file that the shop reads at any time: it sees the old text or the new one. */
  async write(name: string, text: string): Promise<void> {
    // Two may write it at the same time.
    const draft = join(this.folder, `${name}.${randomUUID()}.draft`);
    await writeFile(draft, text);
    await rename(draft, join(this.folder, name));
  }

  /** Undefined when nobody has written it. */
  read(name: string): Promise<string | undefined> {
    return readFile(join(this.folder, name), 'utf8').catch(() => undefined);
  }

  /** Ends everything and removes all data. */
  async remove(): Promise<void> {
    await this.provider.sandbox.close();
    for (const line of Object.values(this.lines)) await line.close();
    await this.database.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A wire's end stays where it is when the server has moved. */
  private along({ port }: Line): string {
    const url = new URL(this.database.adminUrl);
    url.port = String(port);
    // A line carries TCP: the server's own socket in the file system would lead past it.
    url.search = '';
    return url.href;
  }
}
