import { RequestTimings } from './request-timings.ts';

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
});
