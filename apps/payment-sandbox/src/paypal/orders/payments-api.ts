import type { FastifyInstance } from 'fastify';
import { skewOf, type ProviderFaults } from '../../faults.ts';
import { paymentsWindowMs, type IdempotentCalls } from '../idempotent-call.ts';
import { notFound } from '../paypal.errors.ts';
import { requestIdOf, sendPreferred } from '../request-headers.ts';
import type { OrderBook } from './order-book.ts';
import { parseRefundRequest, type RefundCapture } from './refund-capture.ts';
import { skewed, type View, type Views } from './views.ts';

interface PaymentsApiDependencies {
  readonly calls: IdempotentCalls;
  readonly refundCapture: RefundCapture;
  readonly book: OrderBook;
  readonly views: Views;
  readonly faults: ProviderFaults;
}

/** Payments v2: read a capture, refund it, read the refund. */
export function paymentsApi({ calls, refundCapture, book, views, faults }: PaymentsApiDependencies) {
  const refundView = (refundId: string, skewMinor = 0n): View => {
    const refund = book.refund(refundId);
    if (!refund) throw notFound('refund_id', refundId);
    return views.refund(skewed(refund, skewMinor));
  };

  return async (app: FastifyInstance): Promise<void> => {
    app.get<{ Params: { captureId: string } }>('/v2/payments/captures/:captureId', ({ params }) =>
      faults.around('get', (fault) => {
        const capture = book.capture(params.captureId);
        if (!capture) throw notFound('capture_id', params.captureId);
        return views.capture(skewed(capture, skewOf(fault)));
      }),
    );

    app.post<{ Params: { captureId: string } }>('/v2/payments/captures/:captureId/refund', async (request, reply) => {
      const refund = parseRefundRequest(request.body);
      const { status, resourceId } = await calls.run({
        target: 'refund',
        path: request.url,
        body: request.body,
        requestId: requestIdOf(request),
        windowMs: paymentsWindowMs,
        decide: (skewMinor) => refundCapture.decide(request.params.captureId, refund, skewMinor),
      });
      return sendPreferred(request, reply, status, refundView(resourceId));
    });

    app.get<{ Params: { refundId: string } }>('/v2/payments/refunds/:refundId', ({ params }) =>
      faults.around('get', (fault) => refundView(params.refundId, skewOf(fault))),
    );
  };
}
