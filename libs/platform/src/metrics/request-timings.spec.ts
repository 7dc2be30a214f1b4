import { RequestTimings } from './request-timings.ts';
import type { Metric } from './metric.ts';

const named = (metrics: readonly Metric[], name: string): Metric => {
  const found = metrics.find((metric) => metric.name === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
};

describe('timings of requests', () => {
  it('are counted in the bucket that holds them and in all larger ones', () => {
    const timings = new RequestTimings();
    const route = timings.route('orders', 'GET', '/orders/:id', '2xx');
    for (const seconds of [0.0005, 0.03, 0.03, 60]) route.observe(seconds);
    const counts = new Map(route.buckets.map(({ le, count }) => [le, count]));
    expect([
      counts.get('0.001'),
      counts.get('0.025'),
      counts.get('0.05'),
      counts.get('10'),
      counts.get('+Inf'),
    ]).toEqual([1, 1, 3, 3, 4]);
    expect(route.total).toEqual({ count: 4, sum: expect.closeTo(60.0605, 6) });
  });

  it('of one route are one, whoever asks for it', () => {
    const timings = new RequestTimings();
    expect(timings.route('a', 'GET', '/b', '2xx')).toBe(timings.route('a', 'GET', '/b', '2xx'));
    expect(timings.route('a', 'GET', '/b', '2xx')).not.toBe(timings.route('a', 'GET', '/b', '5xx'));
  });

  it('of operations are bounded, whatever names clients invent', () => {
    const timings = new RequestTimings();
    for (let index = 0; index < 1_000; index += 1) timings.operation('query', `Invented${index}`, 'ok').observe(0.001);
    timings.operation('query', 'Invented7', 'errors').observe(0.001);
    const operations = named(timings.read(), 'tovar_operation_seconds');
    if (operations.type !== 'histogram') throw new Error('It is a histogram.');
    const names = operations.timings.map(({ labels }) => labels.operation);
    expect(new Set(names).size).toBe(201);
    expect(operations.timings.find(({ labels }) => labels.operation === 'other')?.total.count).toBe(800);
    expect(names.filter((name) => name === 'Invented7')).toHaveLength(2);
  });
});
