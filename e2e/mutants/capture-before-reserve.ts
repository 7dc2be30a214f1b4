import type { Provider } from '@nestjs/common';
import { defineSaga, type SagaStep } from '@tovar/platform/saga';
import {
  type Checkout,
  CHECKOUT,
  checkoutSaga,
  type CheckoutSaga,
} from '../../apps/orders/src/domain/checkout.saga.ts';
import { OrdersConfig } from '../../apps/orders/src/orders.config.ts';
import type { Switch } from './switch.ts';

/** Money first: the goods are looked for when they are paid. */
export const captureBeforeReserve = (mistake: Switch): Provider => ({
  provide: CHECKOUT,
  useFactory: ({ ORDERS_PAY_WITHIN_MS }: OrdersConfig): CheckoutSaga => {
    const honest = checkoutSaga(ORDERS_PAY_WITHIN_MS);
    const moneyFirst = turnedRound(honest);
    return new Proxy(honest, {
      get: (saga, name) => Reflect.get(mistake.isOn ? moneyFirst : saga, name) as unknown,
    });
  },
  inject: [OrdersConfig],
});

function turnedRound(honest: CheckoutSaga): CheckoutSaga {
  const reserve = honest.steps.filter(({ name }) => name === 'reserve stock').map(afterThePivot);
  const others = honest.steps.filter(({ name }) => name !== 'reserve stock');
  const capture = others.findIndex(({ pivot }) => pivot);
  return defineSaga<Checkout>({
    ...honest,
    steps: [...others.slice(0, capture + 1), ...reserve, ...others.slice(capture + 1)],
  });
}

/** What comes behind the point of no return cannot be undone. */
function afterThePivot({
  undo: _undo,
  undone: _undone,
  undoTimeoutMs: _ms,
  ...step
}: SagaStep<Checkout>): SagaStep<Checkout> {
  return step;
}
