import type { OrderStatus, PaymentStatus } from './order.ts';
import { impossibleStep, type PathStep } from './order-path.ts';

const path = (...steps: [OrderStatus, PaymentStatus][]): PathStep[] =>
  steps.map(([status, paymentStatus]) => ({ status, paymentStatus }));

describe('the history of an order', () => {
  it.each([
    ['paid', path(['CREATED', 'NOT_PAID'], ['PROCESSING', 'NOT_PAID'], ['PROCESSING', 'PENDING'], ['PAID', 'PAID'])],
    ['sold out', path(['CREATED', 'NOT_PAID'], ['CANCELLED', 'NOT_PAID'])],
    [
      'given back after it was paid',
      path(
        ['CREATED', 'NOT_PAID'],
        ['PROCESSING', 'PENDING'],
        ['PAID', 'PAID'],
        ['CANCELLED', 'PAID'],
        ['CANCELLED', 'REFUNDED'],
      ),
    ],
    ['charged after it was cancelled', path(['CREATED', 'NOT_PAID'], ['CANCELLED', 'NOT_PAID'], ['CANCELLED', 'PAID'])],
  ])('may say that it was %s', (_what, steps) => {
    expect(impossibleStep(steps)).toBeUndefined();
  });

  it.each([
    ['begins in the middle', path(['PAID', 'PAID']), 'begins PAID and PAID'],
    [
      'leaves an end',
      path(['CREATED', 'NOT_PAID'], ['CANCELLED', 'NOT_PAID'], ['PROCESSING', 'NOT_PAID']),
      'goes from CANCELLED to PROCESSING',
    ],
    ['is paid without stock', path(['CREATED', 'NOT_PAID'], ['PAID', 'PAID']), 'goes from CREATED to PAID'],
    [
      'forgets money',
      path(['CREATED', 'NOT_PAID'], ['PROCESSING', 'PAID'], ['PROCESSING', 'PENDING']),
      'goes from PAID to PENDING',
    ],
  ])('is impossible when it %s', (_what, steps, problem) => {
    expect(impossibleStep(steps)).toBe(problem);
  });
});
