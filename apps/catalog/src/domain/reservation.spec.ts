import { MoreShippedThanAllocated } from './catalog.errors.ts';
import { allocate, expire, extend, release, type Reservation, reserve, ship } from './reservation.ts';
import type { StockLevels } from './stock.ts';

const NOON = new Date('2026-11-21T12:00:00Z');
const LATER = new Date('2026-11-21T13:00:00Z');
const orderId = 'order';
const lines = [{ variantId: 'lamp', quantity: 2 }];

const held = (given: { state?: Reservation['state']; expiresAt?: Date } = {}): Reservation => {
  const { state = 'RESERVED', expiresAt = NOON } = given;
  return state === 'RESERVED' ? { state, orderId, lines, expiresAt } : { state, orderId, lines };
};
const levels = (available: number): StockLevels =>
  new Map([['lamp', { onHand: available, reserved: 0, allocated: 0, available }]]);
const movement = { variantId: 'lamp', onHand: 0, reserved: 0, allocated: 0 };

describe('reserve', () => {
  const request = { orderId, lines, expiresAt: NOON };

  it('holds what is there until the time is over', () => {
    expect(reserve(undefined, request, levels(2))).toEqual({
      reservation: held(),
      movements: [{ ...movement, kind: 'RESERVED', reserved: 2 }],
      answer: { type: 'stock.reserved.v1', subject: orderId, data: { orderId } },
    });
  });

  it('holds nothing when a line is short, and says how much there is', () => {
    expect(reserve(undefined, request, levels(1))).toEqual({
      answer: {
        type: 'stock.rejected.v1',
        subject: orderId,
        data: { orderId, shortages: [{ variantId: 'lamp', requested: 2, available: 1 }] },
      },
    });
  });

  it('adds lines of one variant up before it looks', () => {
    const twice = { ...request, lines: [...lines, { variantId: 'lamp', quantity: 1 }] };
    expect(reserve(undefined, twice, levels(2)).answer?.type).toBe('stock.rejected.v1');
    expect(reserve(undefined, twice, levels(3)).movements).toEqual([{ ...movement, kind: 'RESERVED', reserved: 3 }]);
  });

  it.each(['RESERVED', 'ALLOCATED'] as const)('answers a repetition as before when the order has it %s', (state) => {
    const decision = reserve(held({ state }), request, levels(0));
    expect([decision.answer?.type, decision.movements]).toEqual(['stock.reserved.v1', undefined]);
  });

  it.each(['RELEASED', 'EXPIRED'] as const)('gives nothing to an order that has it %s', (state) => {
    const decision = reserve(held({ state }), request, levels(9));
    expect([decision.answer?.type, decision.movements]).toEqual(['stock.rejected.v1', undefined]);
  });
});

describe('extend', () => {
  it('moves the end of what is held, but never forward', () => {
    expect(extend(held(), LATER)).toEqual({ reservation: held({ expiresAt: LATER }) });
    expect(extend(held({ expiresAt: LATER }), NOON)).toEqual({});
  });

  it.each(['ALLOCATED', 'RELEASED', 'EXPIRED'] as const)('leaves alone what is %s', (state) => {
    expect(extend(held({ state }), LATER)).toEqual({});
  });
});

describe('release', () => {
  it('gives back what is held, and what is sold', () => {
    expect(release(held(), orderId).movements).toEqual([{ ...movement, kind: 'RELEASED', reserved: -2 }]);
    expect(release(held({ state: 'ALLOCATED' }), orderId).movements).toEqual([
      { ...movement, kind: 'RELEASED', allocated: -2 },
    ]);
  });

  it.each(['RELEASED', 'EXPIRED'] as const)('gives back nothing more when it is %s', (state) => {
    expect(release(held({ state }), orderId)).toMatchObject({ movements: [], answer: { type: 'stock.released.v1' } });
  });

  it('remembers a release that comes before its request', () => {
    const { reservation } = release(undefined, orderId);
    expect(reservation).toEqual({ state: 'RELEASED', orderId, lines: [] });
    expect(reserve(reservation, { orderId, lines, expiresAt: NOON }, levels(9)).movements).toBeUndefined();
  });
});

describe('allocate', () => {
  it('sells what is held', () => {
    expect(allocate(held(), orderId, levels(0))).toMatchObject({
      reservation: { state: 'ALLOCATED', lines },
      movements: [{ ...movement, kind: 'ALLOCATED', reserved: -2, allocated: 2 }],
      answer: { type: 'stock.allocated.v1' },
    });
  });

  it('sells once', () => {
    const again = allocate(held({ state: 'ALLOCATED' }), orderId, levels(9));
    expect([again.answer?.type, again.movements]).toEqual(['stock.allocated.v1', undefined]);
  });

  it('takes it again when the time was over, if it is still there', () => {
    const expired = held({ state: 'EXPIRED' });
    expect(allocate(expired, orderId, levels(2)).movements).toEqual([{ ...movement, kind: 'ALLOCATED', allocated: 2 }]);
    expect(allocate(expired, orderId, levels(1))).toEqual({
      answer: {
        type: 'stock.rejected.v1',
        subject: orderId,
        data: { orderId, shortages: [{ variantId: 'lamp', requested: 2, available: 1 }] },
      },
    });
  });

  it('rejects what was given back, and what was never held', () => {
    expect(allocate(held({ state: 'RELEASED' }), orderId, levels(9)).answer?.type).toBe('stock.rejected.v1');
    expect(allocate(undefined, orderId, levels(9)).answer?.type).toBe('stock.rejected.v1');
  });
});

describe('ship', () => {
  const parcel = { orderId, shipmentId: 'first', lines: [{ variantId: 'lamp', quantity: 1 }] };
  const allocated = held({ state: 'ALLOCATED' });
  const shipped = ship(allocated, parcel).reservation;

  it('takes what leaves off the shelf and off what is allocated', () => {
    expect(ship(allocated, parcel)).toMatchObject({
      movements: [{ ...movement, kind: 'SHIPPED', onHand: -1, allocated: -1, line: 'first:lamp' }],
      reservation: { state: 'ALLOCATED', departures: [{ shipmentId: 'first', variantId: 'lamp', quantity: 1 }] },
    });
  });

  it('ships one parcel once, and the next one besides', () => {
    expect(ship(shipped, parcel)).toEqual({});
    expect(ship(shipped, { ...parcel, shipmentId: 'second' }).movements).toHaveLength(1);
  });

  it('[FLOW-01] ships no more than is allocated', () => {
    const both = ship(shipped, { ...parcel, shipmentId: 'second' }).reservation;
    expect(() => ship(both, { ...parcel, shipmentId: 'third' })).toThrow(MoreShippedThanAllocated);
    expect(() => ship(allocated, { ...parcel, lines: [{ variantId: 'sofa', quantity: 1 }] })).toThrow();
    for (const state of ['RESERVED', 'RELEASED', 'EXPIRED'] as const)
      expect(() => ship(held({ state }), parcel)).toThrow(MoreShippedThanAllocated);
  });

  it('leaves to a release what has not left', () => {
    expect(release(shipped, orderId).movements).toEqual([{ ...movement, kind: 'RELEASED', allocated: -1 }]);
  });
});

describe('expire', () => {
  it('gives back what is held when its time is over', () => {
    expect(expire(held(), NOON)).toEqual({
      reservation: { state: 'EXPIRED', orderId, lines },
      movements: [{ ...movement, kind: 'EXPIRED', reserved: -2 }],
    });
  });

  it('asks to be called again when it comes too early', () => {
    expect(expire(held({ expiresAt: LATER }), NOON)).toEqual({ reservation: held({ expiresAt: LATER }) });
  });

  it.each(['ALLOCATED', 'RELEASED', 'EXPIRED'] as const)('leaves alone what is %s', (state) => {
    expect(expire(held({ state }), LATER)).toEqual({});
  });
});
