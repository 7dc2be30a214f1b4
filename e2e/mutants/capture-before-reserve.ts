import type { Provider } from '@nestjs/common';
import { defineSaga, type SagaStep } from '@tovar/platform/saga';
import {
  type Checkout,
  CHECKOUT,
  checkoutSaga,
  type CheckoutSaga,
} from '../../apps/orders/src/domain/checkout.saga.ts';

const PAY_WITHIN_MS = 60_000;

/** Money first: the goods are looked for when they are paid. */
export const captureBeforeReserve: Provider = {
  provide: CHECKOUT,
  useFactory: (): CheckoutSaga => {
    const honest = checkoutSaga(PAY_WITHIN_MS);
    const reserve = honest.steps.filter(({ name }) => name === 'reserve stock').map(afterThePivot);
    const others = honest.steps.filter(({ name }) => name !== 'reserve stock');
    const capture = others.findIndex(({ pivot }) => pivot);
    return defineSaga<Checkout>({
      ...honest,
      steps: [...others.slice(0, capture + 1), ...reserve, ...others.slice(capture + 1)],
    });
  },
};

/** What comes behind the point of no return cannot be undone. */
function afterThePivot({
  undo: _undo,
  undone: _undone,
  undoTimeoutMs: _ms,
  ...step
}: SagaStep<Checkout>): SagaStep<Checkout> {
  return step;
}
