import { AsyncResource } from 'node:async_hooks';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { messages } from '@tovar/contracts';
import { EventLog, outsideRequest, type StoredEvent, type Subscription } from '@tovar/platform';
import { ExportPaymentLog } from '../commands/export-payment-log.ts';
import { PaymentLogConfig } from '../payment-log.config.ts';

/** Every message after which a payment may have other transactions than before. */
const TYPES = Object.keys(messages).filter((type) => type.startsWith('payment.'));

/**
 * Copies transactions as the event log tells of payments, in a consumer group of its own: when the engine is away, this group
 * waits and payments goes on. Does nothing without PAYMENT_LOG_URL.
 */
@Injectable()
export class PaymentLogExporter implements OnApplicationBootstrap, OnModuleDestroy {
  static readonly GROUP = 'payments.log-copy';
  private readonly logger = new Logger('PaymentLog');
  private subscription?: Subscription;

  constructor(
    private readonly events: EventLog,
    private readonly copy: ExportPaymentLog,
    private readonly config: PaymentLogConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.PAYMENT_LOG_URL) return;
    this.subscription = await this.events.subscribe({
      group: PaymentLogExporter.GROUP,
      types: TYPES,
      handle: AsyncResource.bind((batch: readonly StoredEvent[]) => outsideRequest(() => this.export(batch))),
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.subscription?.close();
  }

  private async export(batch: readonly StoredEvent[]): Promise<void> {
    const orderIds = new Set(batch.map(({ data }) => (data as { orderId: string }).orderId));
    try {
      await this.copy.execute({ orderIds: [...orderIds] });
    } catch (error) {
      this.logger.warn(`The copy of the payment log waits: ${(error as Error).message}`);
      throw error;
    }
  }
}
