import type { FastifyInstance } from 'fastify';
import { type Page, protectPages, sendPage } from '../../buyer-page/layout.ts';
import type { Ledger } from '../../ledger.ts';
import { type ConfirmPayment, failures } from '../payments/confirm-payment.ts';
import type { Lapse } from '../payments/lapse.ts';
import type { Payment } from '../payments/payment.ts';
import { confirmationPage, confirmationPath, messagePage } from './confirmation-page.ts';

interface ConfirmationApiDependencies {
  readonly confirm: ConfirmPayment;
  readonly lapse: Lapse;
  readonly ledger: Ledger;
}

/** The page a buyer is sent to, and what its buttons do. The shop's address is left as it is: it says nothing. */
export function confirmationApi({ confirm, lapse, ledger }: ConfirmationApiDependencies) {
  return async (app: FastifyInstance): Promise<void> => {
    protectPages(app);

    app.get(confirmationPath, async ({ url }, reply) => {
      const paymentId = new URLSearchParams(url.split('?')[1]).get('orderId') ?? '';
      return sendPage(reply, pageFor(lapse.look(paymentId)));
    });

    app.post(confirmationPath, async ({ body }, reply) => {
      const form = body instanceof URLSearchParams ? body : new URLSearchParams();
      const payment = lapse.look(form.get('orderId') ?? '');
      const decision = form.get('decision');
      const reason = form.get('reason') ?? 'insufficient_funds';
      if (payment?.status !== 'pending') return sendPage(reply, pageFor(payment));
      const isChoice = decision === 'pay' || decision === 'cancel' || decision === 'decline';
      if (!isChoice || !Object.hasOwn(failures, reason)) return sendPage(reply, messagePage('unknown-choice'));
      if (decision === 'pay') ledger.commit(confirm.pay(payment));
      if (decision === 'decline') ledger.commit(confirm.fail(payment, reason));
      return payment.returnUrl ? reply.redirect(payment.returnUrl, 303) : sendPage(reply, pageFor(payment));
    });
  };
}

function pageFor(payment: Payment | undefined): Page {
  if (!payment) return messagePage('unknown');
  if (payment.status === 'pending') return confirmationPage(payment);
  return messagePage(payment.status, payment.returnUrl);
}
