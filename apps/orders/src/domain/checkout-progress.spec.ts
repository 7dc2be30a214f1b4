import {
  after,
  anOrder,
  anOrderOf,
  answers,
  type AnswerName,
  decide,
  free,
  NOW,
  promoted,
  saga,
} from '../../test/an-order.ts';
import { advanceCheckout } from './checkout-progress.ts';
import type { CheckoutStep } from './checkout.saga.ts';
import { type Order, statusOf } from './order.ts';
import { SHOP } from './order-history.ts';
import { messagesOf } from './order-messages.ts';

const PAID = ['reserved', 'started', 'approved', 'captured'] as const;
const COMMANDS = ['cancel', ...Object.keys(answers)] as (AnswerName | 'cancel')[];

/** Every state that an order can be in, and all that may happen to it there. What is not named decides nothing. */
const STATES: Record<string, { order: Order; is: string; decides: Partial<Record<AnswerName | 'cancel', string>> }> = {
  placed: {
    order: anOrder(),
    is: 'CREATED NOT_PAID',
    decides: {
      cancel: 'OrderCancelled CheckoutMoved',
      reserved: 'StockHeld CheckoutMoved',
      rejected: 'OrderCancelled CheckoutMoved',
      captured: 'AttentionNeeded',
      refunded: 'AttentionNeeded',
    },
  },
  'stock held': {
    order: anOrder('reserved'),
    is: 'PROCESSING NOT_PAID',
    decides: {
      cancel: 'OrderCancelled CheckoutMoved',
      started: 'PaymentStarted CheckoutMoved',
      failed: 'OrderCancelled CheckoutMoved',
      captured: 'AttentionNeeded',
      refunded: 'AttentionNeeded',
    },
  },
  payable: {
    order: anOrder('reserved', 'started'),
    is: 'PROCESSING PENDING',
    decides: {
      cancel: 'OrderCancelled CheckoutMoved',
      approved: 'CheckoutMoved',
      declined: 'OrderCancelled CheckoutMoved',
      captured: 'AttentionNeeded',
      refunded: 'AttentionNeeded',
    },
  },
  'being captured': {
    order: anOrder('reserved', 'started', 'approved'),
    is: 'PROCESSING PENDING',
    decides: {
      cancel: 'throws PaymentInProgress',
      declined: 'OrderCancelled CheckoutMoved',
      captured: 'PaymentCaptured CheckoutMoved',
      refunded: 'AttentionNeeded',
    },
  },
  paid: {
    order: anOrder(...PAID),
    is: 'PAID PAID',
    decides: {
      cancel: 'OrderCancelled CheckoutMoved StockReleaseRequested RefundRequested',
      rejected: 'AttentionNeeded',
      allocated: 'OrderConfirmed CheckoutMoved',
      refunded: 'OrderRefunded',
    },
  },
  confirmed: {
    order: anOrder(...PAID, 'allocated'),
    is: 'PAID PAID',
    decides: { cancel: 'OrderCancelled StockReleaseRequested RefundRequested', refunded: 'OrderRefunded' },
  },
  'confirmed and refunded': {
    order: anOrder(...PAID, 'allocated', 'refunded'),
    is: 'PAID REFUNDED',
    decides: { cancel: 'OrderCancelled StockReleaseRequested' },
  },
  shipped: {
    order: { ...anOrder(...PAID, 'allocated'), fulfillmentStatus: 'SHIPPED' },
    is: 'PAID PAID',
    decides: { cancel: 'throws OrderNotCancellable', refunded: 'OrderRefunded' },
  },
  delivered: {
    order: { ...anOrder(...PAID, 'allocated'), fulfillmentStatus: 'DELIVERED' },
    is: 'DELIVERED PAID',
    decides: { cancel: 'throws OrderNotCancellable', refunded: 'OrderRefunded' },
  },
  'sold out': {
    order: anOrder('rejected'),
    is: 'CANCELLED NOT_PAID',
    decides: { captured: 'PaymentCaptured RefundRequested', refunded: 'AttentionNeeded' },
  },
  declined: {
    order: anOrder('reserved', 'started', 'declined'),
    is: 'CANCELLED FAILED',
    decides: {
      cancelled: 'PaymentCancelled CheckoutMoved',
      captured: 'PaymentCaptured RefundRequested',
      refunded: 'AttentionNeeded',
    },
  },
  'declined at the capture': {
    order: anOrder('reserved', 'started', 'approved', 'declined'),
    is: 'CANCELLED FAILED',
    decides: {
      cancelled: 'PaymentCancelled CheckoutMoved',
      captured: 'PaymentCaptured RefundRequested',
      refunded: 'AttentionNeeded',
    },
  },
  'cancelled while payable': {
    order: anOrder('reserved', 'started', 'cancel'),
    is: 'CANCELLED NOT_PAID',
    decides: {
      cancelled: 'PaymentCancelled CheckoutMoved',
      captured: 'PaymentCaptured RefundRequested',
      refunded: 'AttentionNeeded',
    },
  },
  'cancelled, its payment given up': {
    order: anOrder('reserved', 'started', 'cancel', 'cancelled'),
    is: 'CANCELLED NOT_PAID',
    decides: {
      released: 'StockReleased CheckoutMoved',
      captured: 'PaymentCaptured RefundRequested',
      refunded: 'AttentionNeeded',
    },
  },
  'cancelled, all given back': {
    order: anOrder('reserved', 'started', 'cancel', 'cancelled', 'released'),
    is: 'CANCELLED NOT_PAID',
    decides: { captured: 'PaymentCaptured RefundRequested', refunded: 'AttentionNeeded' },
  },
  'cancelled before its stock was allocated': {
    order: anOrder(...PAID, 'cancel'),
    is: 'CANCELLED PAID',
    decides: { released: 'StockReleased', refunded: 'OrderRefunded' },
  },
  'cancelled after it was confirmed': {
    order: anOrder(...PAID, 'allocated', 'cancel'),
    is: 'CANCELLED PAID',
    decides: { released: 'StockReleased', refunded: 'OrderRefunded' },
  },
  'waiting for its promotions': {
    order: anOrderOf(promoted),
    is: 'CREATED NOT_PAID',
    decides: {
      cancel: 'OrderCancelled CheckoutMoved',
      redeemed: 'PromotionsRedeemed CheckoutMoved',
      refused: 'OrderCancelled CheckoutMoved',
      captured: 'AttentionNeeded',
      refunded: 'AttentionNeeded',
    },
  },
  'refused a promotion': {
    order: anOrderOf(promoted, 'refused'),
    is: 'CANCELLED NOT_PAID',
    decides: { captured: 'PaymentCaptured RefundRequested', refunded: 'AttentionNeeded' },
  },
  'sold out, its promotions not given back yet': {
    order: anOrderOf(promoted, 'redeemed', 'rejected'),
    is: 'CANCELLED NOT_PAID',
    decides: {
      unredeemed: 'PromotionsReleased CheckoutMoved',
      captured: 'PaymentCaptured RefundRequested',
      refunded: 'AttentionNeeded',
    },
  },
  'paid, with promotions': {
    order: anOrderOf(promoted, 'redeemed', ...PAID),
    is: 'PAID PAID',
    decides: {
      cancel: 'OrderCancelled CheckoutMoved PromotionReleaseRequested StockReleaseRequested RefundRequested',
      rejected: 'AttentionNeeded',
      allocated: 'OrderConfirmed CheckoutMoved',
      refunded: 'OrderRefunded',
    },
  },
  'placed for nothing': {
    order: anOrderOf(free),
    is: 'CREATED NOT_PAID',
    decides: {
      cancel: 'OrderCancelled CheckoutMoved',
      reserved: 'StockHeld PaymentCaptured CheckoutMoved',
      rejected: 'OrderCancelled CheckoutMoved',
      captured: 'AttentionNeeded',
      refunded: 'AttentionNeeded',
    },
  },
  'held for nothing': {
    order: anOrderOf(free, 'reserved'),
    is: 'PAID PAID',
    decides: {
      cancel: 'OrderCancelled CheckoutMoved StockReleaseRequested',
      rejected: 'AttentionNeeded',
      allocated: 'OrderConfirmed CheckoutMoved',
      refunded: 'OrderRefunded',
    },
  },
  'cancelled and refunded': {
    order: anOrder(...PAID, 'allocated', 'cancel', 'released', 'refunded'),
    is: 'CANCELLED REFUNDED',
    decides: {},
  },
};

function outcome(order: Order, command: AnswerName | 'cancel'): string {
  try {
    return decide(order, command)
      .map(({ type }) => type)
      .join(' ');
  } catch (error) {
    return `throws ${(error as Error).name}`;
  }
}

const CELLS = Object.entries(STATES).flatMap(([state, { order, decides }]) =>
  COMMANDS.map((command) => ({ state, command, order, expected: decides[command] ?? '' })),
);

describe('[FLOW-01] an order', () => {
  it.each(Object.entries(STATES))('that is %s shows it', (_, { order, is }) => {
    expect(`${statusOf(order)} ${order.paymentStatus}`).toBe(is);
  });

  it.each(CELLS)('that is $state decides "$expected" on $command', ({ order, command, expected }) => {
    expect(outcome(order, command)).toBe(expected);
  });

  it.each(CELLS.filter(({ expected }) => !expected.startsWith('throws')))(
    'that is $state decides nothing more when $command comes again',
    ({ order, command }) => {
      expect(outcome(after(order, decide(order, command)), command)).toBe('');
    },
  );
});

describe('a deadline', () => {
  const passed = (order: Order, step: CheckoutStep, attempt = 1) =>
    advanceCheckout(saga, order, { type: 'saga.timeout', step, attempt }, NOW);

  it.each([
    ['reserve stock', anOrder(), 'expired', 'stock.release-requested.v1'],
    ['start payment', anOrder('reserved'), 'payment-failed', 'payment.cancel-requested.v1'],
    ['customer pays', anOrder('reserved', 'started'), 'expired', 'payment.cancel-requested.v1'],
  ] as const)('for "%s" cancels the order and takes back what may have been done', (step, order, reason, undo) => {
    const events = passed(order, step);
    expect(events).toContainEqual({ type: 'OrderCancelled', reason, note: undefined });
    expect(events.flatMap((event) => messagesOf(order, event, SHOP)).map(({ type }) => type)).toContain(undo);
  });

  it('for the capture asks again and leaves the order as it is: what is in doubt is never undone', () => {
    const order = anOrder('reserved', 'started', 'approved');
    const events = passed(order, 'capture');
    expect(events.map(({ type }) => type)).toEqual(['CheckoutMoved']);
    expect(events.flatMap((event) => messagesOf(order, event, SHOP))).toMatchObject([
      { type: 'payment.capture-requested.v1' },
    ]);
  });

  it('for a capture that nobody answers calls a person at last, once', () => {
    let order = anOrder('reserved', 'started', 'approved');
    const seen: string[] = [];
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      const events = passed(order, 'capture', attempt);
      seen.push(...events.map(({ type }) => type).filter((type) => type === 'AttentionNeeded'));
      order = after(order, events);
    }
    expect(seen).toEqual(['AttentionNeeded']);
    expect(statusOf(order)).toBe('PROCESSING');
    expect(statusOf(after(order, decide(order, 'captured')))).toBe('PAID');
  });

  it('of a step that has been answered since changes nothing', () => {
    expect(passed(anOrder('reserved', 'started'), 'reserve stock')).toEqual([]);
    expect(passed(anOrder(...PAID, 'allocated', 'cancel'), 'allocate stock')).toEqual([]);
  });
});

describe('money', () => {
  it('that falls short does not make an order paid, and calls a person', () => {
    const order = anOrder('reserved', 'started', 'approved');
    const { data } = answers.captured;
    const less = { ...answers.captured, data: { ...data, amount: { amount: '2597', currency: 'EUR' as const } } };
    const other = { ...answers.captured, data: { ...data, amount: { amount: '2598', currency: 'USD' as const } } };
    for (const message of [less, other]) {
      const events = advanceCheckout(saga, order, message, NOW);
      expect(events.map(({ type }) => type)).toEqual(['PaymentFellShort', 'AttentionNeeded']);
      expect(statusOf(after(order, events))).toBe('PROCESSING');
    }
  });

  it('that goes back in parts shows in the payment status, each part once', () => {
    const order = anOrder(...PAID, 'allocated');
    const part = (refundId: string, amount: string) => {
      const data = { ...answers.refunded.data, refundId, amount: { amount, currency: 'EUR' as const } };
      return { type: 'payment.refunded.v1' as const, data };
    };
    const first = after(order, advanceCheckout(saga, order, part('a', '598'), NOW));
    const repeated = advanceCheckout(saga, first, part('a', '598'), NOW);
    const all = after(first, advanceCheckout(saga, first, part('b', '2000'), NOW));
    expect([first.paymentStatus, repeated, all.paymentStatus]).toEqual(['PARTIALLY_REFUNDED', [], 'REFUNDED']);
  });

  it('that comes for a cancelled order goes back', () => {
    const order = anOrder('reserved', 'started', 'cancel');
    const messages = decide(order, 'captured').flatMap((event) => messagesOf(order, event, SHOP));
    expect(messages).toMatchObject([
      { type: 'payment.refund-requested.v1', data: { paymentId: order.paymentId, by: SHOP } },
    ]);
  });
});

describe('a checkout', () => {
  it.each([
    ['its money is taken', PAID],
    ['its stock is refused', [...PAID, 'rejected']],
    ['all is done', [...PAID, 'allocated']],
  ] as const)('is over when its order is cancelled after %s', (_when, told) => {
    const cancelled = anOrder(...told, 'cancel');
    expect(cancelled.checkout.status).toBe('completed');
    expect(after(cancelled, decide(cancelled, 'allocated')).checkout.status).toBe('completed');
  });
});

describe('stock that is gone when the order is paid', () => {
  it('calls a person and leaves the order paid; once catalog finds some, all is well', () => {
    const order = after(anOrder(...PAID), decide(anOrder(...PAID), 'rejected'));
    const healed = after(order, decide(order, 'allocated'));
    expect([statusOf(order), order.attention]).toEqual(['PAID', 'Paid, but the stock is gone.']);
    expect([statusOf(healed), healed.attention]).toEqual(['PAID', null]);
  });
});
