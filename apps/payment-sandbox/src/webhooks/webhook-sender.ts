import type { SandboxClock } from '../clock.ts';
import type { Fact } from '../facts.ts';
import type { Ledger } from '../ledger.ts';
import type { SandboxLogger } from '../logger.ts';
import type { WebhookBook } from './webhook-book.ts';
import type { Delivery, DeliveryAttempt } from './webhook.ts';

const answerWithinMs = 10_000;
const atOnce = 16;
const longestTimerMs = 2 ** 31 - 1;

/** How one provider sends. */
export interface WebhookDialect {
  headers(delivery: Delivery, body: Buffer): Promise<Readonly<Record<string, string>>>;
  /** Whether the listener's answer means that it has the notification. */
  accepts(status: number): boolean;
  /** How long after the given try (1 is the first) the next one comes, in sandbox time; undefined after the last. */
  delayAfterTryMs(tries: number): number | undefined;
}

interface SenderDependencies {
  readonly ledger: Ledger;
  readonly webhooks: WebhookBook;
  readonly clock: SandboxClock;
  readonly dialect: WebhookDialect;
  readonly logger: SandboxLogger;
  /** Multiplies the delays between tries; 1 is the provider's pace. */
  readonly scheduleFactor: number;
}

/** Delivers events at least once and in no promised order, until a listener accepts them or the tries are used up. */
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
    const { webhooks, dialect } = this.dependencies;
    const url = delivery.url ?? webhooks.webhook(delivery.webhookId)?.url;
    const event = delivery.unlisted ?? webhooks.event(delivery.eventId);
    if (!url || !event) return { error: 'The webhook or its event is gone.' };
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(answerWithinMs)]);
    try {
      const body = Buffer.from(JSON.stringify(event));
      const headers = { 'content-type': 'application/json', ...(await dialect.headers(delivery, body)) };
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
      await response.body?.cancel();
      return { status: response.status };
    } catch (error) {
      return { error: reasonOf(error) };
    }
  }

  private attempted(delivery: Delivery, attempt: DeliveryAttempt): Fact {
    const { clock, scheduleFactor, dialect } = this.dependencies;
    const isAccepted = attempt.status !== undefined && dialect.accepts(attempt.status);
    const tries = delivery.attempts.length + 1;
    const delayMs = isAccepted || delivery.isForged ? undefined : dialect.delayAfterTryMs(tries);
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
