import { messages } from '@tovar/contracts';
import { advance, begin } from '@tovar/platform/saga';
import { exerciseSaga } from '@tovar/platform/saga/test-kit';
import { anOrder, anOrderOf, answers, free, NOW, PAY_WITHIN_MS, promoted, saga, sent } from '../../test/an-order.ts';
import { type CheckoutAnswer, payWithinMsOf } from './checkout.saga.ts';

const { data } = anOrder().checkout;

function answer(type: CheckoutAnswer['type']): CheckoutAnswer {
  const known: readonly CheckoutAnswer[] = Object.values(answers).filter((each) => each.type !== 'payment.refunded.v1');
  return known.find((each) => each.type === type) ?? { type: 'order.cancel-requested' };
}

const withPromotions = anOrderOf(promoted).checkout.data;
const delivered = anOrderOf(sent).checkout.data;

exerciseSaga(saga, { data, answer });
describe('of an order with limited promotions', () => exerciseSaga(saga, { data: withPromotions, answer }));
describe('of an order that is sent', () => exerciseSaga(saga, { data: delivered, answer }));
describe('of an order that costs nothing', () => exerciseSaga(saga, { data: anOrderOf(free).checkout.data, answer }));

describe('the checkout', () => {
  it('asks in words that their contracts know', () => {
    for (const step of saga.steps) {
      const order = step.name === 'book shipment' ? delivered : withPromotions;
      for (const { type, data: asked } of [...step.do(order), ...(step.undo?.(order) ?? [])]) {
        expect([type, messages[type].safeParse(asked).error]).toEqual([type, undefined]);
      }
    }
  });

  it('asks payments for the sum of the lines, in the name of the customer', () => {
    const request = saga.steps[2]?.do(data).find(({ type }) => type === 'payment.requested.v1');
    expect(request?.data).toMatchObject({
      customerId: data.customerId,
      amount: { amount: '2598', currency: 'EUR' },
      lines: [{ name: 'Kettle', quantity: 2, unitPrice: { amount: '1299', currency: 'EUR' } }],
      provider: null,
      breakdown: { items: { amount: '2598' }, discount: { amount: '0' }, delivery: { amount: '0' } },
      expiresAt: '2126-11-21T12:30:00.000Z',
    });
  });

  it('asks shipping for a parcel once the stock is allocated, without an address', () => {
    const [request] = saga.steps.at(-1)?.do(delivered) ?? [];
    expect(request).toMatchObject({
      type: 'shipment.requested.v1',
      data: { method: { code: 'courier' }, lines: [{ quantity: 2, total: { amount: '2598' } }], guestAccess: null },
    });
    expect(JSON.stringify(request)).not.toContain('Torstraße');
    expect(saga.steps.at(-1)?.when?.(data)).toBe(false);
  });

  it('holds the stock longer than the customer can pay', () => {
    expect(data).toMatchObject({ reserveUntil: '2126-11-21T12:10:00.000Z', holdUntil: '2126-11-21T13:30:00.000Z' });
    expect(payWithinMsOf(saga)).toBe(PAY_WITHIN_MS);
  });

  it('remembers where to pay, what was missing, and what the provider said', () => {
    const start = begin(saga, data, NOW).state;
    const soldOut = advance(saga, start, answers.rejected, NOW).state;
    const payable = [answers.reserved, answers.started].reduce(
      (state, each) => advance(saga, state, each, NOW).state,
      start,
    );
    const declined = advance(saga, payable, answers.declined, NOW).state;
    expect(soldOut.data.shortages).toEqual(answers.rejected.data.shortages);
    expect(payable.data.redirectUrl).toBe('https://pay.example/1');
    expect(declined.data.refusal).toBe('INSTRUMENT_DECLINED');
  });
});
