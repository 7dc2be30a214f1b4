import type { FastifyInstance } from 'fastify';
import { type ProviderFaults, skewOf } from '../../faults.ts';
import type { IdempotentCalls } from '../idempotent-call.ts';
import { parseBody } from '../request-syntax.ts';
import { notFound } from '../yookassa.errors.ts';
import type { Lapse } from './lapse.ts';
import { page } from './list.ts';
import type { PaymentBook } from './payment-book.ts';
import { keyOf } from './payments-api.ts';
import { type RefundPayment, refundRequest } from './refund-payment.ts';
import { skewed, type Views } from './views.ts';

interface RefundsApiDependencies {
  readonly calls: IdempotentCalls;
  readonly refundPayment: RefundPayment;
  readonly lapse: Lapse;
  readonly book: PaymentBook;
  readonly views: Views;
  readonly faults: ProviderFaults;
}

/** Refunds: make, read, list. */
export function refundsApi({ calls, refundPayment, lapse, book, views, faults }: RefundsApiDependencies) {
  const looked = (refundId: string) => {
    const known = book.refund(refundId);
    if (!known) throw notFound('refund');
    lapse.look(known.paymentId);
    return book.refund(refundId) ?? known;
  };

  return async (app: FastifyInstance): Promise<void> => {
    app.post('/v3/refunds', ({ url: path, body, headers }) => {
      const request = parseBody(refundRequest, body);
      lapse.look(request.payment_id);
      const key = keyOf(headers);
      return calls.run({ target: 'refund', path, body, key, decide: (fault) => refundPayment.decide(request, fault) });
    });

    app.get('/v3/refunds', ({ query }) =>
      faults.around('get', () => {
        const { items, nextCursor } = page(query, book.allRefunds());
        return { type: 'list', items: items.map(({ id }) => views.refund(looked(id))), next_cursor: nextCursor };
      }),
    );

    app.get<{ Params: { refundId: string } }>('/v3/refunds/:refundId', ({ params }) =>
      faults.around('get', (fault) => views.refund(skewed(looked(params.refundId), skewOf(fault)))),
    );
  };
}
