import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { Faults } from './faults.ts';
import { type CdekOrder, cdekTime } from './order.ts';

const ANSWER_WITHIN_MS = 15_000;
/** A shop that is starting still hears of it; CDEK itself tries once. */
const TRIES = 5;

/** Tells the shop of each new status of an order, in turn. */
export class WebhookSender {
  private url?: string;
  private last: Promise<void> = Promise.resolve();
  private readonly closing = new AbortController();
  /** How each notification was answered; 0 when it was not. */
  readonly sent: { readonly uuid: string; readonly code: string; readonly status: number }[] = [];

  constructor(private readonly faults: Faults) {}

  sendTo(url: string): void {
    this.url = url;
  }

  tell(order: CdekOrder): void {
    const fault = this.faults.take('webhook');
    if (fault === 'webhook-drop') return;
    if (fault === 'webhook-forged') this.queue({ ...order, uuid: randomUUID() });
    this.queue(order);
    if (fault === 'webhook-duplicate') this.queue(order);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.last;
  }

  private queue(order: CdekOrder): void {
    this.last = this.last.then(() => this.send(order));
  }

  private async send(order: CdekOrder): Promise<void> {
    const status = order.statuses.at(-1);
    if (!status) return;
    for (let tried = 0; tried < TRIES && !this.closing.signal.aborted; tried += 1) {
      const answer = await this.post(notificationOf(order, status));
      this.sent.push({ uuid: order.uuid, code: status.code, status: answer });
      if (answer >= 200 && answer < 500) return;
      await delay(100 * 2 ** tried, undefined, { signal: this.closing.signal, ref: false }).catch(() => undefined);
    }
  }

  private async post(body: object): Promise<number> {
    if (this.url === undefined) return 0;
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.any([this.closing.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      });
      await response.body?.cancel();
      return response.status;
    } catch {
      return 0;
    }
  }
}

function notificationOf(order: CdekOrder, { code, at, city }: CdekOrder['statuses'][number]): object {
  const time = cdekTime(at);
  return {
    type: 'ORDER_STATUS',
    date_time: time,
    uuid: order.uuid,
    attributes: {
      is_return: false,
      cdek_number: order.cdekNumber,
      number: order.number,
      code,
      status_code: code,
      status_date_time: time,
      city_name: city,
    },
  };
}
