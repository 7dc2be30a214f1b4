import type { FastifyInstance } from 'fastify';
import { skewOf, type ProviderFaults } from '../../faults.ts';
import { ordersWindowMs, type IdempotentCalls } from '../idempotent-call.ts';
import { malformed, notFound } from '../paypal.errors.ts';
import { requestIdOf, sendPreferred } from '../request-headers.ts';
import type { CaptureOrder } from './capture-order.ts';
import type { CreateOrder } from './create-order.ts';
import type { OrderBook } from './order-book.ts';
import { parseOrderRequest } from './order-request.ts';
import { skewed, skewedOrder, type View, type Views } from './views.ts';

interface OrdersApiDependencies {
  readonly calls: IdempotentCalls;
  readonly createOrder: CreateOrder;
  readonly captureOrder: CaptureOrder;
  readonly book: OrderBook;
  readonly views: Views;
  readonly faults: ProviderFaults;
}

/** Orders v2: create, read, capture. */
export function ordersApi({ calls, createOrder, captureOrder, book, views, faults }: OrdersApiDependencies) {
  const view = (orderId: string, skewMinor = 0n): View => {
    const order = book.order(orderId);
    if (!order) throw notFound('order_id', orderId);
    const captures = book.capturesOf(orderId).map((capture) => skewed(capture, skewMinor));
    return views.order(skewedOrder(order, skewMinor), captures);
  };

  return async (app: FastifyInstance): Promise<void> => {
    app.post('/v2/checkout/orders', async (request, reply) => {
      const order = parseOrderRequest(request.body);
      const requestId = requestIdOf(request);
      if (order.payment_source && requestId === undefined) throw malformed('PAYPAL_REQUEST_ID_REQUIRED');
      const { status, resourceId } = await calls.run({
        target: 'create',
        path: request.url,
        body: request.body,
        requestId,
        windowMs: ordersWindowMs,
        decide: (skewMinor) => createOrder.decide(order, skewMinor),
      });
      return sendPreferred(request, reply, status, view(resourceId));
    });

    app.get<{ Params: { orderId: string } }>('/v2/checkout/orders/:orderId', ({ params }) =>
      faults.around('get', (fault) => view(params.orderId, skewOf(fault))),
    );

    app.post<{ Params: { orderId: string } }>('/v2/checkout/orders/:orderId/capture', async (request, reply) => {
      const { orderId } = request.params;
      const { status, resourceId } = await calls.run({
        target: 'capture',
        path: request.url,
        body: request.body,
        requestId: requestIdOf(request),
        windowMs: ordersWindowMs,
        decide: (skewMinor) => captureOrder.decide(orderId, skewMinor),
      });
      return sendPreferred(request, reply, status, view(resourceId));
    });
  };
}
