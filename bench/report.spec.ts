import type { Measured } from './load.ts';
import { median, table } from './report.ts';

const round = (requestsPerSecond: number): Measured => ({
  requestsPerSecond,
  p50Ms: 1,
  p95Ms: 2,
  p99Ms: 3,
  errors: 0,
});

describe('a report', () => {
  it('takes the round in the middle, whole', () => {
    expect(median([round(30), round(10), round(20)])).toEqual(round(20));
    expect(median([round(10), round(20)])).toEqual(round(10));
    expect(() => median([])).toThrow('Nothing was measured.');
  });

  it('says each figure beside that of the bare server', () => {
    const row = {
      ...round(1_500),
      workload: 'a page',
      connections: 16,
      cache: 'off' as const,
      bareRequestsPerSecond: 30_000,
    };
    const [head, , line] = table([row]).split('\n');
    expect(head).toMatch(/^\| workload \| cache \| conns \| req\/s \| × bare \|/);
    expect(line).toMatch(
      /^\| a page {3}\| {3}off \| {4}16 \| 1,500 \| {2}0.050 \| {4}1.0 \| {4}2.0 \| {4}3.0 \| {6}0 \|/,
    );
  });
});
