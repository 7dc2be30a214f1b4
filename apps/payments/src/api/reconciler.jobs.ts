import { Injectable } from '@nestjs/common';
import { type Job, OnJob } from '@tovar/platform';
import { z } from 'zod';
import { FollowHint } from '../commands/follow-hint.ts';
import { NoteOutcome } from '../commands/note-outcome.ts';
import { paymentClaims } from '../domain/payment-provider.ts';
import { ReconcilePayment } from '../commands/reconcile-payment.ts';

const look = z.object({ paymentId: z.uuid(), looks: z.number().int().min(0) });
const hint = z.object({
  provider: z.string(),
  eventId: z.string(),
  claims: z.enum(paymentClaims).optional(),
  about: z.object({
    paymentId: z.uuid().optional(),
    providerRef: z.string().optional(),
    captureRef: z.string().optional(),
    refundRef: z.string().optional(),
  }),
});

/** Looks at the provider that nobody asked for: after a notification, and when time has passed. */
@Injectable()
export class ReconcilerJobs {
  constructor(
    private readonly reconcilePayment: ReconcilePayment,
    private readonly followHint: FollowHint,
    private readonly outcome: NoteOutcome,
  ) {}

  @OnJob('payments.reconcile')
  reconcile({ data }: Job): Promise<void> {
    return this.reconcilePayment.execute(look.parse(data));
  }

  /** Fails, and is tried again, while the payment is not known or the provider does not answer. */
  @OnJob('payments.webhook')
  follow({ data }: Job): Promise<void> {
    const { eventId, ...followed } = hint.parse(data);
    const notification = { provider: followed.provider, eventId };
    return this.outcome.of(notification, () => this.followHint.execute(followed));
  }
}
