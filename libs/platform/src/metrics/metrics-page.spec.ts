import { MetricsPage } from './metrics-page.ts';
import type { Metric } from './metric.ts';
import { Timing } from './timings.ts';

const gauge = (service: string, value: number): Metric => ({
  name: 'tovar_probe',
  help: 'A probe.',
  type: 'gauge',
  samples: [{ labels: { service }, value }],
});

describe('a page of metrics', () => {
  it('shows what several services tell under one name, once', async () => {
    const page = new MetricsPage();
    page.add(() => [gauge('orders', 1)]);
    page.add(async () => [gauge('catalog', 2)]);
    const text = await page.render();
    expect(text.match(/# TYPE tovar_probe gauge/g)).toHaveLength(1);
    expect(text).toContain('tovar_probe{service="orders"} 1');
    expect(text).toContain('tovar_probe{service="catalog"} 2');
  });

  it('shows durations as Prometheus counts them', async () => {
    const timing = new Timing({ route: '/a"b' });
    timing.observe(0.2);
    const page = new MetricsPage();
    page.add(() => [{ name: 'tovar_took_seconds', help: 'How long.', type: 'histogram', timings: [timing] }]);
    const text = await page.render();
    expect(text).toContain('# TYPE tovar_took_seconds histogram');
    expect(text).toContain('tovar_took_seconds_bucket{route="/a\\"b",le="0.1"} 0');
    expect(text).toContain('tovar_took_seconds_bucket{route="/a\\"b",le="0.25"} 1');
    expect(text).toContain('tovar_took_seconds_count{route="/a\\"b"} 1');
  });

  it('leaves out what cannot be said now', async () => {
    const page = new MetricsPage();
    page.add(() => Promise.reject(new Error('The database is down.')));
    page.add(() => {
      throw new Error('So is this.');
    });
    page.add(() => [gauge('orders', 3)]);
    expect(await page.render()).toContain('tovar_probe{service="orders"} 3');
  });

  it('looks once for all who ask at once', async () => {
    let looks = 0;
    const page = new MetricsPage();
    page.add(async () => [gauge('orders', (looks += 1))]);
    await Promise.all([page.render(), page.render()]);
    expect(looks).toBe(1);
    await page.render();
    expect(looks).toBe(2);
  });
});
