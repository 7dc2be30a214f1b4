import { Injectable, Logger } from '@nestjs/common';
import { PaymentProviders } from '../domain/payment-providers.ts';
import type { PaymentProvider, WebhookHint } from '../domain/payment-provider.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';
import { leaveDoubt } from './leave-doubt.ts';
import { SyncPayment } from './sync-payment.ts';

/** A day has no more payments than this; a list without an end would keep the job for ever. */
const MOST_NAMES = 100_000;
const BATCH = 100;

/** What a comparison found. */
export interface Comparison {
  readonly looked: number;
  /** What the provider has and we do not. */
  readonly unknown: number;
}

/** Looks at every payment that the providers say something has happened to, whether a notification came or not. */
@Injectable()
export class ComparePayments {
  private readonly logger = new Logger('ComparePayments');

  constructor(
    private readonly payments: PaymentRepository,
    private readonly providers: PaymentProviders,
    private readonly sync: SyncPayment,
  ) {}

  /** One payment after the other, so that the providers' limits hold. Throws `UnknownOutcome` when a list cannot be read. */
  async execute(from: Date, until: Date): Promise<Comparison> {
    let [looked, unknown] = [0, 0];
    for (const provider of this.providers.all()) {
      for (const names of batches(await this.namesFrom(provider, from, until))) {
        const ids = await this.payments.findIds(provider.name, names);
        for (const id of ids)
          await leaveDoubt(this.payments, async () => this.sync.execute(await this.payments.get(id)));
        looked += ids.length;
        unknown += names.length - ids.length;
      }
    }
    if (unknown > 0) this.logger.error(`The providers know ${unknown} payments that are not here.`);
    return { looked, unknown };
  }

  /** The provider's ids, each once. */
  private async namesFrom(provider: PaymentProvider, from: Date, until: Date): Promise<string[]> {
    const names = new Set<string>();
    for await (const about of provider.listSince(from, until)) {
      const name = await this.nameIn(provider.name, about);
      if (name !== undefined) names.add(name);
      if (names.size === MOST_NAMES) break;
    }
    return [...names];
  }

  /** An event about a capture or a refund names the payment only in a roundabout way. */
  private async nameIn(provider: string, about: WebhookHint['about']): Promise<string | undefined> {
    if (about.providerRef !== undefined || Object.keys(about).length === 0) return about.providerRef;
    const payment = await this.payments.findNamed(provider, about);
    return payment?.transactions.find(({ type, providerRef }) => type === 'AUTHORIZE' && providerRef)?.providerRef;
  }
}

function* batches(names: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < names.length; start += BATCH) yield names.slice(start, start + BATCH);
}
