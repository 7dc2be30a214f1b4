import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ProviderFaults, skewOf } from '../../faults.ts';
import type { IdempotentCalls } from '../idempotent-call.ts';
import { parseBody } from '../request-syntax.ts';
import { notFound } from '../yookassa.errors.ts';
import { type CreatePayment, createRequest } from './create-payment.ts';
import type { Lapse } from './lapse.ts';
import { page } from './list.ts';
import type { PaymentBook } from './payment-book.ts';
import { captureRequest, type SettlePayment } from './settle-payment.ts';
import { skewed, type Views } from './views.ts';

interface PaymentsApiDependencies {
  readonly calls: IdempotentCalls;
  readonly createPayment: CreatePayment;
  readonly settlePayment: SettlePayment;
  readonly lapse: Lapse;
  readonly book: PaymentBook;
  readonly views: Views;
  readonly faults: ProviderFaults;
}

type OfPayment = { readonly Params: { readonly paymentId: string } };

/** Payments: create, read, list, capture, cancel. */
export function paymentsApi(dependencies: PaymentsApiDependencies) {
  const { calls, createPayment, settlePayment, lapse, book, views, faults } = dependencies;
  return async (app: FastifyInstance): Promise<void> => {
    app.post('/v3/payments', ({ url: path, body, headers }) => {
      const request = parseBody(createRequest, body);
      const decide = (fault: Parameters<typeof skewOf>[0]) => createPayment.decide(request, skewOf(fault));
      return calls.run({ target: 'create', path, body, key: keyOf(headers), decide });
    });

    app.get('/v3/payments', ({ query }) =>
      faults.around('get', () => {
        const { items, nextCursor } = page(query, book.allPayments());
        const seen = items.flatMap(({ id }) => lapse.look(id) ?? []);
        return { type: 'list', items: seen.map((each) => views.payment(each)), next_cursor: nextCursor };
      }),
    );

    app.get<OfPayment>('/v3/payments/:paymentId', ({ params }) =>
      faults.around('get', (fault) => {
        const payment = lapse.look(params.paymentId);
        if (!payment) throw notFound('payment');
        return views.payment(skewed(payment, skewOf(fault)));
      }),
    );

    app.post<OfPayment>('/v3/payments/:paymentId/capture', ({ url: path, body, headers, params: { paymentId } }) => {
      const request = parseBody(captureRequest, body);
      lapse.look(paymentId);
      const decide = (fault: Parameters<typeof skewOf>[0]) => settlePayment.capture(paymentId, request, skewOf(fault));
      return calls.run({ target: 'capture', path, body, key: keyOf(headers), decide });
    });

    app.post<OfPayment>('/v3/payments/:paymentId/cancel', ({ url: path, body, headers, params: { paymentId } }) => {
      lapse.look(paymentId);
      const decide = () => settlePayment.cancel(paymentId);
      return calls.run({ target: 'cancel', path, body, key: keyOf(headers), decide });
    });
  };
}

/** The key under which the caller may repeat the request. */
export function keyOf(headers: FastifyRequest['headers']): string | undefined {
  return headers['idempotence-key']?.toString();
}
