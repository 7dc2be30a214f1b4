import type { Stretch } from './period.ts';

const DAY_MS = 86_400_000;

/** A part of a stretch that rows of one span cover exactly. */
export interface Piece extends Stretch {
  readonly span: 'MONTH' | 'DAY' | 'QUARTER';
}

/**
 * A stretch in as few rows as it can be read in: whole months and days of UTC in the middle, quarters of an hour at its ends.
 * What is asked in any time zone is so answered exactly, and a year is not read by the quarter.
 */
export function piecesOf({ startMs, endMs }: Stretch): Piece[] {
  const [firstDay, lastDay] = [Math.ceil(startMs / DAY_MS) * DAY_MS, Math.floor(endMs / DAY_MS) * DAY_MS];
  if (firstDay >= lastDay) return present([{ span: 'QUARTER', startMs, endMs }]);
  const [firstMonth, lastMonth] = [monthFrom(firstDay), monthUpTo(lastDay)];
  const whole: Piece[] =
    firstMonth < lastMonth
      ? [
          { span: 'DAY', startMs: firstDay, endMs: firstMonth },
          { span: 'MONTH', startMs: firstMonth, endMs: lastMonth },
          { span: 'DAY', startMs: lastMonth, endMs: lastDay },
        ]
      : [{ span: 'DAY', startMs: firstDay, endMs: lastDay }];
  return present([
    { span: 'QUARTER', startMs, endMs: firstDay },
    ...whole,
    { span: 'QUARTER', startMs: lastDay, endMs },
  ]);
}

function present(pieces: readonly Piece[]): Piece[] {
  return pieces.filter(({ startMs, endMs }) => startMs < endMs);
}

/** The month that begins then or next. */
function monthFrom(at: number): number {
  const month = monthUpTo(at);
  const date = new Date(month);
  return month === at ? at : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

function monthUpTo(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}
