/** [FT-01] Every named step of a checkout, before and after it. Each process step that can be cut off has its line here. */
export const FAILPOINTS = [
  // The order is placed.
  'orders told order.placed.v1',
  'orders told stock.requested.v1',
  'placeOrder committed',
  // The log gives events their places, and groups say how far they are.
  'log publishing',
  'log published',
  'catalog acknowledged',
  'orders acknowledged',
  'payments acknowledged',
  // Stock is reserved.
  'catalog stock.requested.v1 taken',
  'catalog told stock.reserved.v1',
  'catalog stock.requested.v1 handled',
  'catalog stock.requested.v1 committed',
  'orders stock.reserved.v1 taken',
  'orders stock.reserved.v1 handled',
  'orders stock.reserved.v1 committed',
  // The payment starts: before the provider is called, when it has answered, and when that is stored.
  'payments payment.requested.v1 taken',
  'payments payment.requested.v1 handled',
  'payments payment.requested.v1 committed',
  'payments.start begun',
  'payments told payment.started.v1',
  'payments.start done',
  'orders payment.started.v1 handled',
  'orders payment.started.v1 committed',
  // The buyer has paid, and the money is taken.
  'payments told payment.approved.v1',
  'orders payment.approved.v1 handled',
  'orders payment.approved.v1 committed',
  'payments payment.capture-requested.v1 handled',
  'payments.capture begun',
  'payments.capture answered',
  'payments told payment.captured.v1',
  'payments.capture done',
  'orders payment.captured.v1 taken',
  'orders payment.captured.v1 handled',
  'orders payment.captured.v1 committed',
  // The stock is the order's own.
  'catalog stock.allocate-requested.v1 taken',
  'catalog stock.allocate-requested.v1 handled',
  'catalog stock.allocate-requested.v1 committed',
  'orders stock.allocated.v1 handled',
  'orders told order.paid.v1',
  'orders stock.allocated.v1 committed',
  // It is given up.
  'orders told order.cancelled.v1',
  'catalog stock.release-requested.v1 handled',
  'catalog stock.release-requested.v1 committed',
  'payments payment.cancel-requested.v1 handled',
  'payments.cancel begun',
  'payments told payment.cancelled.v1',
  'payments.refund begun',
  'payments told payment.refunded.v1',
  'payments.refund done',
  'orders payment.refunded.v1 handled',
  'payments.reconcile begun',
] as const;

/** Those that only a shop with brokers comes by. */
export const FAILPOINTS_OF_BROKERS = [...FAILPOINTS, 'queue publishing', 'queue published'] as const;
