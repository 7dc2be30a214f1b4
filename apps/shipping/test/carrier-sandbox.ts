import { type CarrierSandbox, startCarrierSandbox } from '@tovar/carrier-sandbox';

export const WEBHOOK_SECRET = 'a-secret-of-the-tests-0123456789';

/** A parcel in the sandbox's books. */
export interface SandboxParcel {
  readonly uuid: string;
  readonly number: string;
  readonly deliveryPoint?: string;
  readonly weightGrams: number;
}

/** CDEK on this machine, and what a carrier, an attacker or a test does with it. */
export class CarrierSandboxClient {
  private constructor(readonly sandbox: CarrierSandbox) {}

  static async start(settleMs = 20): Promise<CarrierSandboxClient> {
    const account = { clientId: 'shop', clientSecret: 'secret' };
    return new CarrierSandboxClient(await startCarrierSandbox({ port: 0, ...account, settleMs }));
  }

  /** What a shop has to be configured with. */
  get environment(): Record<string, string> {
    return {
      SHIPPING_CARRIERS: 'table,cdek',
      CDEK_ENVIRONMENT: 'local',
      CDEK_BASE_URL: `${this.sandbox.url}/v2`,
      CDEK_CLIENT_ID: 'shop',
      CDEK_CLIENT_SECRET: 'secret',
      CDEK_WEBHOOK_SECRET: WEBHOOK_SECRET,
      CDEK_SENDER: 'Shop',
      CDEK_SENDER_PHONE: '+74950000000',
      CDEK_FROM_POSTAL_CODE: '101000',
      CDEK_FROM_CITY: 'Москва',
      CDEK_FROM_ADDRESS: 'Мясницкая улица, 26',
      // The sandbox draws labels in this process: on a busy machine that takes a while.
      CDEK_TIMEOUT_MS: '1500',
      CDEK_QUOTE_TIMEOUT_MS: '1500',
      CDEK_RETRY_MS: '10',
    };
  }

  arm(target: string, kind: string, times = 1): Promise<Response> {
    return this.post('faults', { target, kind, times });
  }

  async disarm(): Promise<void> {
    await fetch(`${this.sandbox.url}/__control/faults`, { method: 'DELETE' });
  }

  /** Takes the parcel to the next step of its way, or to this one. */
  async move(number: string, to?: string): Promise<void> {
    const response = await this.post(`parcels/${encodeURIComponent(number)}/move`, to ? { to } : {});
    if (!response.ok) throw new Error(`Not moved: ${await response.text()}`);
    await response.body?.cancel();
  }

  /** Every parcel in the books under this number of the shop's. */
  async parcels(number: string): Promise<SandboxParcel[]> {
    const { parcels } = await this.get<{ parcels: SandboxParcel[] }>('parcels');
    return parcels.filter((parcel) => parcel.number === number);
  }

  /** How the shop has answered what it was told of the parcel. */
  async answers(uuid: string): Promise<number[]> {
    const { notifications } = await this.get<{ notifications: { uuid: string; status: number }[] }>('notifications');
    return notifications.filter((sent) => sent.uuid === uuid).map(({ status }) => status);
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }

  private async get<Answer>(path: string): Promise<Answer> {
    return (await (await fetch(`${this.sandbox.url}/__control/${path}`)).json()) as Answer;
  }

  private post(path: string, body: object): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return fetch(`${this.sandbox.url}/__control/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }
}
