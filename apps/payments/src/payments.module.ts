import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { messages, type PaymentProviderName } from '@tovar/contracts';
import { PersonalData, PersonalDataController, SearchEngine, ServiceModule, subgraph } from '@tovar/platform';
import { PlainUserError } from '@tovar/platform/graphql';
import { PaymentEntity } from './adapters/payment.entity.ts';
import { PaymentsPersonalData } from './adapters/payments-personal-data.ts';
import { LinkedBuyerContacts } from './adapters/linked-buyer-contacts.ts';
import { paypalProvider } from './adapters/paypal/index.ts';
import { SqlPaymentAudit } from './adapters/sql-payment-audit.ts';
import { SqlSentRequests } from './adapters/sql-sent-requests.ts';
import { TypeOrmPaymentRepository } from './adapters/typeorm-payment.repository.ts';
import { yookassaProvider } from './adapters/yookassa/index.ts';
import { DailyJobs } from './api/daily.jobs.ts';
import { OrderMoneyController } from './api/order-money.controller.ts';
import { PaymentLogExporter } from './api/payment-log.exporter.ts';
import { PaymentMethodsController } from './api/payment-methods.controller.ts';
import { OrderWithPayments } from './api/payment.graphql.ts';
import { PaymentsConsumers } from './api/payments.consumers.ts';
import { PaymentsController } from './api/payments.controller.ts';
import { PaymentsJobs } from './api/payments.jobs.ts';
import { OrderPaymentsResolver, PaymentsResolver } from './api/payments.resolver.ts';
import { RawBodies } from './api/raw-body.ts';
import { ReconcilerJobs } from './api/reconciler.jobs.ts';
import { RefundTooLargeErrorType } from './api/refund.graphql.ts';
import { RefundsController } from './api/refunds.controller.ts';
import { RefundsResolver } from './api/refunds.resolver.ts';
import { ReturnsConsumers } from './api/returns.consumers.ts';
import { ReturnController } from './api/return.controller.ts';
import { StaffController } from './api/staff.controller.ts';
import { StaffResolver } from './api/staff.resolver.ts';
import { WebhooksController } from './api/webhooks.controller.ts';
import { CancelPayment } from './commands/cancel-payment.ts';
import { CapturePayment } from './commands/capture-payment.ts';
import { ClearAttention } from './commands/clear-attention.ts';
import { ComparePayments } from './commands/compare-payments.ts';
import { DecideRefund } from './commands/decide-refund.ts';
import { ExportPaymentLog } from './commands/export-payment-log.ts';
import { FollowHint } from './commands/follow-hint.ts';
import { NoteOutcome } from './commands/note-outcome.ts';
import { NoteRefusal } from './commands/note-refusal.ts';
import { NoteReturn } from './commands/note-return.ts';
import { ReceiveWebhook } from './commands/receive-webhook.ts';
import { TellRejection } from './commands/tell-rejection.ts';
import { ReconcilePayment } from './commands/reconcile-payment.ts';
import { RefundOrphans } from './commands/refund-orphans.ts';
import { RefundPayment } from './commands/refund-payment.ts';
import { RefundOrder } from './commands/refund-order.ts';
import { RefundReturn } from './commands/refund-return.ts';
import { RequestCancel } from './commands/request-cancel.ts';
import { SettleRefunds } from './commands/settle-refunds.ts';
import { StartPayment } from './commands/start-payment.ts';
import { SyncPayment } from './commands/sync-payment.ts';
import { TakeNextStep } from './commands/take-next-step.ts';
import { BuyerContacts } from './domain/buyer-contacts.ts';
import { PaymentAudit } from './domain/payment-audit.ts';
import { PaymentProviders } from './domain/payment-providers.ts';
import { PaymentRepository } from './domain/payment.repository.ts';
import { ReconcilePace } from './domain/reconcile-plan.ts';
import { SentRequests } from './domain/sent-requests.ts';
import { RefundLimits } from './domain/staff-refund.ts';
import { PaymentLogConfig } from './payment-log.config.ts';
import { PaymentsConfig, refundLimitsIn } from './payments.config.ts';
import { AuditList } from './queries/audit-list.ts';
import { CapturesHaveOrders } from './queries/captures-have-orders.ts';
import { OrdersAreChargedOnce } from './queries/orders-are-charged-once.ts';
import { PaymentHistory } from './queries/payment-history.ts';
import { PaymentLookup } from './queries/payment-lookup.ts';
import { PaymentMethods } from './queries/payment-methods.ts';
import { PaymentsAreTheirFacts } from './queries/payments-are-their-facts.ts';
import { RefundList } from './queries/refund-list.ts';
import { TransactionLog } from './queries/transaction-log.ts';
import { WebhookList } from './queries/webhook-list.ts';

/** Whom this shop can be paid by. */
const PROVIDERS = { paypal: paypalProvider, yookassa: yookassaProvider } satisfies Record<PaymentProviderName, unknown>;

function providersOf(config: PaymentsConfig, contacts: BuyerContacts, sent: SentRequests): PaymentProviders {
  const [first = 'paypal', ...others] = config.PAYMENTS_PROVIDERS;
  return new PaymentProviders(
    PROVIDERS[first](config, contacts, sent),
    ...others.map((name) => PROVIDERS[name](config, contacts, sent)),
  );
}

/** READ FIRST: everything payments is made of. */
@Module({
  imports: [
    ServiceModule.for({
      name: 'payments',
      messages,
      callers: ['gateway', 'orders', 'shipping', 'accounts'],
      database: {
        entities: [PaymentEntity],
        migrations: join(import.meta.dirname, '../migrations'),
      },
      jobs: true,
      config: [PaymentsConfig, PaymentLogConfig],
    }),
    subgraph({ codeFirst: { orphanedTypes: [OrderWithPayments, PlainUserError, RefundTooLargeErrorType] } }),
  ],
  controllers: [
    PaymentMethodsController,
    PaymentsController,
    RefundsController,
    StaffController,
    ReturnController,
    WebhooksController,
    OrderMoneyController,
    PersonalDataController,
  ],
  providers: [
    // in
    PaymentsConsumers,
    ReturnsConsumers,
    PaymentsJobs,
    ReconcilerJobs,
    PaymentsResolver,
    OrderPaymentsResolver,
    RefundsResolver,
    StaffResolver,
    DailyJobs,
    PaymentLogExporter,
    RawBodies,
    // does
    StartPayment,
    CapturePayment,
    CancelPayment,
    SettleRefunds,
    RefundPayment,
    RefundReturn,
    DecideRefund,
    ClearAttention,
    NoteOutcome,
    NoteRefusal,
    ComparePayments,
    RefundOrphans,
    RequestCancel,
    RefundOrder,
    SyncPayment,
    ReconcilePayment,
    TakeNextStep,
    ReceiveWebhook,
    TellRejection,
    FollowHint,
    NoteReturn,
    ExportPaymentLog,
    // answers
    PaymentHistory,
    PaymentLookup,
    PaymentMethods,
    RefundList,
    WebhookList,
    AuditList,
    TransactionLog,
    // always true
    PaymentsAreTheirFacts,
    OrdersAreChargedOnce,
    CapturesHaveOrders,
    // out
    { provide: PersonalData, useClass: PaymentsPersonalData },
    { provide: PaymentRepository, useClass: TypeOrmPaymentRepository },
    { provide: PaymentAudit, useClass: SqlPaymentAudit },
    { provide: BuyerContacts, useClass: LinkedBuyerContacts },
    { provide: SentRequests, useClass: SqlSentRequests },
    {
      provide: SearchEngine,
      useFactory: ({ PAYMENT_LOG_URL, PAYMENT_LOG_SECRET }: PaymentLogConfig) =>
        PAYMENT_LOG_URL && new SearchEngine({ url: PAYMENT_LOG_URL, secret: PAYMENT_LOG_SECRET }),
      inject: [PaymentLogConfig],
    },
    {
      provide: RefundLimits,
      useFactory: (config: PaymentsConfig) => new RefundLimits(refundLimitsIn(config.PAYMENTS_REFUND_ALONE_UP_TO)),
      inject: [PaymentsConfig],
    },
    {
      provide: PaymentProviders,
      useFactory: providersOf,
      inject: [PaymentsConfig, BuyerContacts, SentRequests],
    },
    {
      provide: ReconcilePace,
      useFactory: (config: PaymentsConfig) =>
        new ReconcilePace(config.PAYMENTS_LOOK_AFTER_MS, config.PAYMENTS_DOUBT_MS, config.PAYMENTS_APPROVAL_MS),
      inject: [PaymentsConfig],
    },
  ],
})
export class PaymentsModule {}
