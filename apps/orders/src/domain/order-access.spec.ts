import type { Conditions, Identity } from '@tovar/platform';
import { anOrder, aView, NOW } from '../../test/an-order.ts';
import { allowedActions } from './allowed-actions.ts';
import type { OrderView } from '../queries/order-row.ts';
import { cancelDenials, guestTokenOf, hashOf, mayCancel, mayRead, type Viewer } from './order-access.ts';

const anOrderView = (...answers: Parameters<typeof anOrder>): OrderView => aView(anOrder(...answers));
const customersOrder = anOrderView('reserved', 'started');
const TOKEN = guestTokenOf('a cart token', customersOrder.id);
const TOMORROW = new Date(NOW.getTime() + 86_400_000);
const guestsOrder: OrderView = {
  ...customersOrder,
  customerId: null,
  guestAccess: { tokenHash: hashOf(TOKEN), expiresAt: TOMORROW },
};

function somebody(userId: string, ...scopes: string[]): Viewer {
  const identity: Identity = { userId, sessionId: 's', roles: [], scopes: new Set(scopes), expiresAt: 0 };
  return { identity };
}

const OWN = ['orders:read:own', 'orders:cancel:own'];
const owner = somebody(customersOrder.customerId ?? '', ...OWN);
const stranger = somebody('somebody else', ...OWN);

describe('[BOLA-02] an order', () => {
  it.each<[string, OrderView, Viewer, boolean, boolean]>([
    ['its customer', customersOrder, owner, true, true],
    ['its customer without the scopes', customersOrder, somebody(customersOrder.customerId ?? ''), false, false],
    ['another customer', customersOrder, stranger, false, false],
    ['nobody', customersOrder, {}, false, false],
    ['a guest with some token', customersOrder, { token: TOKEN }, false, false],
    ['support', customersOrder, somebody('x', 'orders:read:any'), true, false],
    ['a manager', customersOrder, somebody('x', 'orders:read:any', 'orders:cancel:any'), true, true],
    ['its guest', guestsOrder, { token: TOKEN }, true, true],
    ['a guest with another token', guestsOrder, { token: guestTokenOf('a cart token', 'another') }, false, false],
    ['a guest without a token', guestsOrder, {}, false, false],
    ['a customer', guestsOrder, stranger, false, false],
    ["support that reads a guest's", guestsOrder, somebody('x', 'orders:read:any'), true, false],
  ])('is open to %s as it should be', (_, order, viewer, reads, cancels) => {
    expect([mayRead(order, viewer, NOW), mayCancel(order, viewer, NOW)]).toEqual([reads, cancels]);
  });

  it('is closed to its guest when the token is over', () => {
    expect(mayRead(guestsOrder, { token: TOKEN }, TOMORROW)).toBe(false);
  });

  it("has a token of 256 bits that follows from the cart's and nothing else", () => {
    expect(Buffer.from(TOKEN, 'base64url')).toHaveLength(32);
    expect(guestTokenOf('a cart token', customersOrder.id)).toBe(TOKEN);
    expect(guestTokenOf('another cart token', customersOrder.id)).not.toBe(TOKEN);
  });
});

describe('a manager who may cancel under conditions only', () => {
  const SCOPE = 'orders:cancel:any';
  const manager = (when: Conditions): Viewer => {
    const { identity } = somebody('x', 'orders:read:any');
    return { identity: identity && { ...identity, conditionalGrants: [{ scope: SCOPE, when }] } };
  };
  const { amount, currency } = customersOrder.total;
  const paid = anOrderView('reserved', 'started', 'approved', 'captured');

  it('cancels in the allowed state, and learns in which one when it is another', () => {
    const viewer = manager({ states: ['PROCESSING'] });
    expect(mayCancel(customersOrder, viewer, NOW)).toBe(true);
    expect(cancelDenials(paid, viewer, NOW)).toEqual([
      { scope: 'orders:cancel:own', reason: 'MISSING_SCOPE' },
      { scope: SCOPE, reason: 'STATE', allowedStates: ['PROCESSING'] },
    ]);
    expect(allowedActions(paid, viewer, NOW)).toEqual([]);
  });

  it('cancels up to the allowed total, and not a cent above', () => {
    const limit = (most: bigint): Viewer => manager({ maxAmount: { amount: String(most), currency } });
    expect(mayCancel(customersOrder, limit(amount), NOW)).toBe(true);
    expect(mayCancel(customersOrder, limit(amount - 1n), NOW)).toBe(false);
  });
});

describe('the allowed actions', () => {
  const actions = (order: OrderView, viewer: Viewer) => allowedActions(order, viewer, NOW);

  it('are to pay and to cancel for its owner, and to cancel for a manager', () => {
    expect(actions(customersOrder, owner)).toEqual(['PAY', 'CANCEL']);
    expect(actions(customersOrder, somebody('x', 'orders:cancel:any'))).toEqual(['CANCEL']);
    expect(actions(customersOrder, somebody('x', 'orders:read:any'))).toEqual([]);
  });

  it('follow the order: nothing while the money is taken, no paying once it is there', () => {
    expect(actions(anOrderView('reserved', 'started', 'approved'), owner)).toEqual([]);
    expect(actions(anOrderView('reserved', 'started', 'approved', 'captured'), owner)).toEqual(['CANCEL']);
    expect(actions(anOrderView('rejected'), owner)).toEqual([]);
  });
});
