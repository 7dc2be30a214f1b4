import type { FirstAccount } from '@tovar/accounts';
import { createTestDatabase, waitFor } from '@tovar/testing';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { certifiedPost } from './certified-post.ts';
import { mailTo } from './outbox.ts';
import type { RawAnswer } from './raw-client.ts';
import { WITHOUT_LIMITS } from './limits.ts';
import { ShopProcess } from './shop-process.ts';
import { type ServiceRequest, type ToldEvent, WholeShop } from './whole-shop.ts';

const BACK_WITHIN_MS = 60_000;
const TRACEPARENT = '00-0123456789abcdef0123456789abcdef-0123456789abcdef-01';

/** The whole shop, filled small, as one process for each service, on Kafka, RabbitMQ and Redis. */
export class ShopOfProcesses extends WholeShop {
  private constructor(
    private readonly shop: ShopProcess,
    adminUrl: string,
    private readonly close: () => Promise<void>,
  ) {
    super(shop.url, shop.folder, adminUrl);
  }

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<ShopOfProcesses> {
    const database = await createTestDatabase();
    const shop = await ShopProcess.onNewFolder({
      ADMIN_DATABASE_URL: database.adminUrl,
      ...WITHOUT_LIMITS,
      ...environment,
    });
    const close = async (): Promise<void> => {
      await shop.remove();
      await database.drop();
    };
    try {
      await shop.start();
    } catch (error) {
      await close();
      throw error;
    }
    return new ShopOfProcesses(shop, database.adminUrl, close);
  }

  get carrierUrl(): string {
    return this.shop.carrierUrl;
  }

  /** As people do: by the mail that follows; then the admin gives and takes roles. */
  async makeAccount({ email, password, displayName, roles }: FirstAccount): Promise<void> {
    const admin = await this.guest.loggedIn(await this.shop.login('admin'));
    const asked = await this.guest.sendJson('POST', '/api/v1/accounts', { email, displayName, password });
    if (asked.status !== 202) throw new Error(`${email} may not register: ${asked.text}`);
    // An address is written in small letters from here on.
    const { token } = await mailTo(this.url, email.toLowerCase());
    const { body: user } = await this.guest.sendJson('POST', '/api/v1/accounts/verifications', { token });
    const had = new Set(user.roles as string[]);
    for (const role of roles.filter((each) => !had.has(each)))
      await done(admin.send(`/api/v1/users/${user.id}/roles/${role}`, { method: 'PUT' }));
    for (const role of [...had].filter((each) => !roles.includes(each)))
      await done(admin.send(`/api/v1/users/${user.id}/roles/${role}`, { method: 'DELETE' }));
  }

  async askService(service: string, request: ServiceRequest): Promise<RawAnswer['body']> {
    const { status, text } = await this.post(service, request, join(this.folder, 'certificates/gateway'));
    return { status, ...(JSON.parse(text) as object) };
  }

  async refusesStranger(service: string, request: ServiceRequest): Promise<boolean> {
    return this.post(service, request).then(
      () => false,
      (error: NodeJS.ErrnoException) => /CERTIFICATE_REQUIRED|ECONNRESET/.test(String(error.code)),
    );
  }

  /** As the service itself does: what lies in its outbox is on its way. */
  async tell(service: string, { type, subject, data }: ToldEvent): Promise<void> {
    await this.sql(
      `INSERT INTO ${service}.outbox_event (id, type, subject, traceparent, data) VALUES ($1, $2, $3, $4, $5)`,
      [uuidv7(), type, subject, TRACEPARENT, data],
    );
    await this.sql(`SELECT pg_notify($1, '')`, [`tovar_relay_${service}_events`]);
  }

  async without(service: string, work: () => Promise<void>): Promise<void> {
    process.kill(this.shop.pidOf(service), 'SIGKILL');
    await waitFor(`${service} to be missed`, async () => !(await this.isReady(service)));
    await work();
    await waitFor(`${service} to be back`, () => this.isReady(service), BACK_WITHIN_MS);
  }

  stop(): Promise<void> {
    return this.close();
  }

  private async isReady(service: string): Promise<boolean> {
    const { body } = await this.guest.send('/api/v1/status');
    return (body.services as { service: string; isReady: boolean }[]).some(
      (each) => each.service === service && each.isReady,
    );
  }

  private async post(service: string, { query, variables = {}, token }: ServiceRequest, certificates?: string) {
    const addresses = JSON.parse(await this.file('services.json')) as Record<string, string>;
    return certifiedPost({
      callee: service,
      address: new URL(addresses[service] ?? ''),
      certificates,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      body: { query, variables },
    });
  }
}

async function done(answering: Promise<RawAnswer>): Promise<void> {
  const { status, text } = await answering;
  if (status !== 204) throw new Error(`It was answered ${status}: ${text}`);
}
