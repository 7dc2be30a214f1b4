import type { Addresses } from '../../addresses.ts';
import type { SandboxClock } from '../../clock.ts';
import type { Fact } from '../../facts.ts';
import type { Ledger } from '../../ledger.ts';
import type { SandboxLogger } from '../../logger.ts';
import { delayAfterTryMs } from './retry-schedule.ts';
import type { WebhookBook } from './webhook-book.ts';
import type { WebhookSigner } from './webhook-signer.ts';
import type { Delivery, DeliveryAttempt } from './webhook.ts';

const answerWithinMs = 10_000;
const atOnce = 16;
const longestTimerMs = 2 ** 31 - 1;

interface SenderDependencies {
  readonly ledger: Ledger;
  readonly webhooks: WebhookBook;
  readonly clock: SandboxClock;
  readonly signer: WebhookSigner;
  readonly addresses: Addresses;
  readonly logger: SandboxLogger;
  /** Multiplies the delays between tries; 1 is PayPal's pace. */
  readonly scheduleFactor: number;
}

/** Delivers events at least once and in no promised order, until a listener answers 2xx or the tries are used up. */
export class WebhookSender {
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private wakesAt = Infinity;

  constructor(private readonly dependencies: SenderDependencies) {}

  /** Starts what is due, also deliveries left over by an earlier run, and wakes again when more is. */
  start(): void {
    // Not at once: what made the commit goes on first, such as answering a request.
    this.dependencies.ledger.onCommit(() => this.wakeIn(0));
    this.wakeIn(0);
  }

  /** Breaks off what is under way; it stays pending for the next run. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await Promise.all(this.underWay.values());
  }

  private wakeIn(delayMs: number): void {
    const wakesAt = performance.now() + delayMs;
    // A wake that comes as soon anyway stays: a stream of commits must not push it ahead of itself for ever.
    if (this.stopping.signal.aborted || this.wakesAt <= wakesAt) return;
    clearTimeout(this.timer);
    this.wakesAt = wakesAt;
    this.timer = setTimeout(() => this.wake(), Math.min(delayMs, longestTimerMs));
  }

  private wake(): void {
    this.wakesAt = Infinity;
    const now = this.dependencies.clock.now();
    let nextDueAt = Infinity;
    for (const delivery of this.dependencies.webhooks.pending()) {
      // Whichever of them ends first wakes the sender again.
      if (this.underWay.size >= atOnce) return;
      if (this.underWay.has(delivery.id)) continue;
      if (delivery.dueAt > now) nextDueAt = Math.min(nextDueAt, delivery.dueAt);
      else this.begin(delivery);
    }
    if (nextDueAt !== Infinity) this.wakeIn(nextDueAt - now);
  }

  private begin(delivery: Delivery): void {
    const work = this.attempt(delivery)
      .catch((error: unknown) => {
        this.dependencies.logger.error('A webhook delivery failed.', { error });
      })
      .finally(() => {
        this.underWay.delete(delivery.id);
        this.wakeIn(0);
      });
    this.underWay.set(delivery.id, work);
  }

  private async attempt(delivery: Delivery): Promise<void> {
    const outcome = await this.post(delivery);
    if (this.stopping.signal.aborted) return;
    const attempt = { at: this.dependencies.clock.now(), ...outcome };
    this.dependencies.ledger.commit([this.attempted(delivery, attempt), ...this.released(delivery)]);
  }

  private async post(delivery: Delivery): Promise<Omit<DeliveryAttempt, 'at'>> {
    const { webhooks } = this.dependencies;
    const url = delivery.url ?? webhooks.webhook(delivery.webhookId)?.url;
    const event = delivery.unlisted ?? webhooks.event(delivery.eventId);
    if (!url || !event) return { error: 'The webhook or its event is gone.' };
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(answerWithinMs)]);
    try {
      const body = Buffer.from(JSON.stringify(event));
      const headers = await this.headers(delivery, body);
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
      await response.body?.cancel();
      return { status: response.status };
    } catch (error) {
      return { error: reasonOf(error) };
    }
  }

  private async headers(delivery: Delivery, body: Buffer): Promise<Record<string, string>> {
    const { signer, addresses } = this.dependencies;
    const { transmissionId: id, transmissionTime: time, webhookId } = delivery;
    const signature = delivery.isForged ? signer.forgedSignature() : await signer.sign({ id, time, webhookId, body });
    return {
      'content-type': 'application/json',
      'user-agent': 'PayPal/AUHD-214.0-58843817',
      'paypal-transmission-id': id,
      'paypal-transmission-time': time,
      'paypal-transmission-sig': signature,
      'paypal-cert-url': addresses.api(signer.certificatePath),
      'paypal-auth-algo': 'SHA256withRSA',
      'paypal-auth-version': 'v2',
    };
  }

  private attempted(delivery: Delivery, attempt: DeliveryAttempt): Fact {
    const { clock, scheduleFactor } = this.dependencies;
    const isAccepted = attempt.status !== undefined && attempt.status >= 200 && attempt.status < 300;
    const delayMs = isAccepted || delivery.isForged ? undefined : delayAfterTryMs(delivery.attempts.length + 1);
    const state = isAccepted ? 'delivered' : delayMs === undefined ? 'given-up' : 'pending';
    const dueAt = clock.now() + (delayMs ?? 0) * scheduleFactor;
    return { type: 'DeliveryAttempted', deliveryId: delivery.id, attempt, state, dueAt };
  }

  /** Earlier deliveries to the same listener that were held back until this one had overtaken them. */
  private released(delivery: Delivery): Fact[] {
    const released: Fact[] = [];
    const dueAt = this.dependencies.clock.now();
    for (const earlier of this.dependencies.webhooks.pending()) {
      if (earlier.id === delivery.id) break;
      if (!earlier.isHeldBack || earlier.webhookId !== delivery.webhookId) continue;
      released.push({ type: 'DeliveryReleased', deliveryId: earlier.id, dueAt });
    }
    return released;
  }
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  return cause?.code ?? cause?.message ?? message;
}
