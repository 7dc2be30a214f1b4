import { type Money, money } from '@tovar/contracts';
import { DomainError } from '@tovar/platform';
import fc from 'fast-check';
import { countsOf, type Fulfillment, fulfillmentStatusOf, refundFor, returnStatusOf } from './fulfillment.ts';
import { evolve, type FulfillmentEvent } from './fulfillment-events.ts';
import { cancelShipment, openShipment, shipShipment, trackShipment } from './parcel-decisions.ts';
import { approveReturn, receiveReturn, requestReturn, settleRefund } from './return-decisions.ts';
import { statusAfter, TRACKING_KINDS, type TrackingEvent } from './shipment.ts';

const NOW = new Date('2126-11-21T12:00:00Z');
const LINES = [
  { variantId: 'kettle', quantity: 3, total: money(1_000n, 'EUR') },
  { variantId: 'pot', quantity: 2, total: money(1n, 'EUR') },
].map((line) => ({ ...line, productId: line.variantId, sku: line.variantId, name: { en: '', ru: '' } }));

const begun: Fulfillment = {
  orderId: 'order',
  orderNumber: 'T-1',
  customerId: null,
  guestAccess: null,
  currency: 'EUR',
  method: {
    methodId: 'courier',
    code: 'courier',
    name: { en: '', ru: '' },
    carrier: 'table',
    estimate: { minDays: 1, maxDays: 2 },
  },
  isGivenUp: false,
  revision: 1,
  openedAt: NOW,
  lines: LINES,
  shipments: [],
  returns: [],
};

const news = fc.record({ kind: fc.constantFrom(...TRACKING_KINDS), isFinal: fc.boolean() });
const tracked = (said: Pick<TrackingEvent, 'kind' | 'isFinal'>, index: number): TrackingEvent => {
  return { ...said, at: NOW, place: null, note: null, reference: `${index}` };
};

describe('where a parcel stands', () => {
  it('is the same for any order and any repetition of its news', () => {
    fc.assert(
      fc.property(
        fc
          .array(news, { minLength: 1, maxLength: 8 })
          .chain((said) =>
            fc.tuple(fc.constant(said), fc.shuffledSubarray([...said, ...said], { minLength: 2 * said.length })),
          ),
        ([said, again]) => {
          const of = (all: readonly Pick<TrackingEvent, 'kind' | 'isFinal'>[]) =>
            all.reduce(statusAfter, 'PENDING' as const);
          expect(of(again)).toBe(of(said));
        },
      ),
    );
  });
});

/** Everything that staff, carriers and buyers may want, sensible or not. */
const units = fc.integer({ min: 1, max: 4 });
const variantId = fc.constantFrom('kettle', 'pot', 'sofa');
const at = fc.nat({ max: 5 });
const wish = fc.oneof(
  fc.record({ type: fc.constant('open' as const) }),
  fc.record({ type: fc.constant('ship' as const), at, lines: fc.option(fc.record({ variantId, quantity: units })) }),
  fc.record({ type: fc.constant('cancel' as const), at }),
  fc.record({ type: fc.constant('track' as const), at, news }),
  fc.record({ type: fc.constant('ask' as const), variantId, quantity: units }),
  fc.record({ type: fc.constantFrom('approve' as const, 'receive' as const, 'refund' as const), at, damaged: units }),
);
type Wish = typeof wish extends fc.Arbitrary<infer Each> ? Each : never;

function decide(fulfillment: Fulfillment, asked: Wish, turn: number): FulfillmentEvent[] {
  const parcel = { id: `parcel-${turn}`, trackingToken: `${turn}`, now: NOW };
  const idAt = (all: readonly { readonly id: string }[], index: number): string =>
    all[index % (all.length || 1)]?.id ?? '';
  const shipmentId = 'at' in asked ? idAt(fulfillment.shipments, asked.at) : '';
  const returnId = 'at' in asked ? idAt(fulfillment.returns, asked.at) : '';
  const request = fulfillment.returns.find(({ id }) => id === returnId);
  switch (asked.type) {
    case 'open':
      return openShipment(fulfillment, parcel);
    case 'ship': {
      const lines = asked.lines ? [asked.lines] : undefined;
      return shipShipment(fulfillment, { shipmentId, lines, rest: parcel, trackingNumber: null, at: NOW });
    }
    case 'cancel':
      return cancelShipment(fulfillment, { shipmentId, reason: '' });
    case 'track':
      return trackShipment(fulfillment, shipmentId, [tracked(asked.news, turn)]);
    case 'ask':
      return requestReturn(fulfillment, { id: `return-${turn}`, lines: [asked], reason: '', now: NOW });
    case 'approve':
      return approveReturn(fulfillment, { returnId, note: null });
    case 'receive': {
      const lines = (request?.lines ?? []).map((line) => ({
        ...line,
        restocked: 0,
        damaged: Math.min(asked.damaged, line.quantity),
      }));
      return receiveReturn(fulfillment, { returnId, lines, refundId: `refund-${turn}`, receivedBy: 'staff' });
    }
    case 'refund':
      return settleRefund(fulfillment, { returnId, refundId: request?.refundId ?? '' });
  }
}

function after(wishes: readonly Wish[]): Fulfillment {
  return wishes.reduce((fulfillment, asked, turn) => {
    try {
      return decide(fulfillment, asked, turn).reduce(evolve, fulfillment);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return fulfillment;
    }
  }, begun);
}

describe('whatever anybody wants, in whatever order,', () => {
  const always = (check: (fulfillment: Fulfillment) => void) =>
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 40 }), (wishes) => check(after(wishes))),
      { numRuns: 300 },
    );

  it('[FLOW-01] no more is sent than was bought, and no more comes back than was sent', () => {
    always((fulfillment) => {
      for (const { variantId: variant, quantity } of LINES) {
        const { packed, shipped, returned } = countsOf(fulfillment, variant);
        expect([packed <= quantity, shipped <= packed, returned <= shipped, returned >= 0]).toEqual([
          true,
          true,
          true,
          true,
        ]);
      }
    });
  });

  it('[REFUND-01] no more goes back than the lines have cost, and all of it when all is back', () => {
    always((fulfillment) => {
      const refunded = fulfillment.returns.reduce((sum, { refundMinor }) => sum + (refundMinor ?? 0n), 0n);
      expect(refunded <= 1_001n).toBe(true);
      if (returnStatusOf(fulfillment) === 'RETURNED') expect(refunded).toBe(1_001n);
    });
  });

  it('the order is delivered when every parcel is, and everything was in one', () => {
    always((fulfillment) => {
      const parcels = fulfillment.shipments.filter(({ status }) => status !== 'CANCELLED');
      const isAll = LINES.every((line) => countsOf(fulfillment, line.variantId).packed === line.quantity);
      const isDelivered = isAll && parcels.every(({ status }) => status === 'DELIVERED');
      expect(fulfillmentStatusOf(fulfillment) === 'DELIVERED').toBe(isDelivered);
    });
  });
});

describe('what goes back for a part of a line', () => {
  it('adds up to the line, however it is divided', () => {
    const amounts = fc.record({
      minor: fc.bigInt({ min: 0n, max: 100_000n }),
      quantity: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(amounts, fc.array(units, { minLength: 1, maxLength: 30 }), ({ minor, quantity }, parts) => {
        const total: Money = money(minor, 'EUR');
        const line = { variantId: '', productId: '', sku: '', name: { en: '', ru: '' }, quantity, total };
        let before = 0;
        let back = 0n;
        for (const part of [...parts, quantity]) {
          const taken = Math.min(part, quantity - before);
          back += refundFor(line, before, taken).amount;
          before += taken;
        }
        expect(back).toBe(minor);
      }),
    );
  });
});
