import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Page, protectPages, sendPage } from '../../buyer-page/layout.ts';
import type { ApproveOrder } from '../orders/approve-order.ts';
import type { Order } from '../orders/order.ts';
import { buyer } from '../orders/views.ts';
import { checkoutPage, messagePage } from './checkout-page.ts';

/** The page a buyer is sent to, and what its buttons do. */
export function checkoutApi({ approveOrder }: { approveOrder: ApproveOrder }) {
  return async (app: FastifyInstance): Promise<void> => {
    protectPages(app);

    app.get('/checkoutnow', async ({ url }, reply) => {
      const orderId = new URLSearchParams(url.split('?')[1]).get('token') ?? '';
      return sendPage(reply, pageFor(approveOrder.look(orderId)));
    });

    app.post('/checkoutnow', async ({ body }, reply) => {
      const form = body instanceof URLSearchParams ? body : new URLSearchParams();
      const checkout = approveOrder.look(form.get('token') ?? '');
      const decision = form.get('decision') ?? '';
      if (checkout.state !== 'open' && checkout.state !== 'approved') return sendPage(reply, pageFor(checkout));
      if (!isDecision(decision)) return sendPage(reply, messagePage('unknown-choice'));
      const { order } = checkout;
      if (decision === 'cancel') return leave(reply, order, 'cancelled');
      if (checkout.state === 'open') approveOrder.execute(order, decision === 'pay' ? 'good' : 'declined');
      return leave(reply, order, 'approved');
    });
  };
}

function isDecision(text: string): text is 'pay' | 'decline' | 'cancel' {
  return text === 'pay' || text === 'decline' || text === 'cancel';
}

function pageFor(checkout: ReturnType<ApproveOrder['look']>): Page {
  if (checkout.state === 'unknown') return messagePage('unknown');
  if (checkout.state === 'open') return checkoutPage(checkout.order);
  return messagePage(checkout.state, wayBack(checkout.order, 'approved'));
}

function leave(reply: FastifyReply, order: Order, outcome: 'approved' | 'cancelled'): FastifyReply {
  const url = wayBack(order, outcome);
  return url ? reply.redirect(url, 303) : sendPage(reply, messagePage(outcome));
}

/** The shop's own URL with PayPal's parameters, if the shop gave one. */
function wayBack({ id, experience }: Order, outcome: 'approved' | 'cancelled'): string | undefined {
  const target = outcome === 'approved' ? experience.returnUrl : experience.cancelUrl;
  if (!target) return undefined;
  const url = new URL(target);
  url.searchParams.set('token', id);
  if (outcome === 'approved') url.searchParams.set('PayerID', buyer.payerId);
  return url.href;
}
