import fc from 'fast-check';
import { piecesOf } from './pieces.ts';
import { QUARTER_MS } from './tally.ts';

const at = (text: string): number => Date.parse(`${text}Z`);
const shown = (from: string, to: string): string[] =>
  piecesOf({ startMs: at(from), endMs: at(to) }).map(({ span, startMs, endMs }) =>
    [span, ...[startMs, endMs].map((ms) => new Date(ms).toISOString().slice(0, 16))].join(' '),
  );

describe('a stretch of time', () => {
  it('is read in months and days of UTC, and in quarters of an hour at its ends', () => {
    expect(shown('2025-12-30T21:00', '2026-03-02T21:00')).toEqual([
      'QUARTER 2025-12-30T21:00 2025-12-31T00:00',
      'DAY 2025-12-31T00:00 2026-01-01T00:00',
      'MONTH 2026-01-01T00:00 2026-03-01T00:00',
      'DAY 2026-03-01T00:00 2026-03-02T00:00',
      'QUARTER 2026-03-02T00:00 2026-03-02T21:00',
    ]);
  });

  it('is read in quarters alone when it holds no day of UTC', () => {
    expect(shown('2026-03-01T21:00', '2026-03-02T21:00')).toEqual(['QUARTER 2026-03-01T21:00 2026-03-02T21:00']);
  });

  it('is covered by its pieces exactly once', () => {
    const quarter = fc.integer({ min: 1_700_000, max: 2_000_000 });
    fc.assert(
      fc.property(quarter, fc.integer({ min: 0, max: 100_000 }), (start, length) => {
        const stretch = { startMs: start * QUARTER_MS, endMs: (start + length) * QUARTER_MS };
        const pieces = piecesOf(stretch);
        expect(pieces.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0)).toBe(length * QUARTER_MS);
        let reached = stretch.startMs;
        for (const { span, startMs, endMs } of pieces) {
          expect(startMs).toBe(reached);
          reached = endMs;
          const ends = [startMs, endMs].map((ms) => new Date(ms).toISOString());
          if (span !== 'QUARTER') expect(ends.every((end) => end.endsWith('T00:00:00.000Z'))).toBe(true);
          if (span === 'MONTH') expect(ends.every((end) => end.slice(8, 10) === '01')).toBe(true);
        }
      }),
    );
  });
});
