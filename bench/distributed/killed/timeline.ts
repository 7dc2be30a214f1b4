import { percentile } from '../../load.ts';

/** One read, by the clock of whoever reads. */
export interface Read {
  /** When it was to be sent. */
  readonly atMs: number;
  /** From then to its answer. */
  readonly tookMs: number;
  /** What was wrong with the answer. */
  readonly problem?: string;
}

const WINDOW_MS = 100;
/** So many usual ones on end mean that it is over: what is slow later has other reasons. */
const CALM_WINDOWS = 5;
/** Of the reads of a window; more than half of a kill's victims are among them. */
const SHARE = 0.9;

/** How long after the moment reads took longer than the slowest of a hundred did before it. */
export function slowerForMs(reads: readonly Read[], sinceMs: number): number {
  const usualMs = percentile(sortedTimes(reads.filter(({ atMs }) => atMs < sinceMs)), 0.99);
  const windows = Map.groupBy(
    reads.filter(({ atMs }) => atMs >= sinceMs),
    ({ atMs }) => Math.floor((atMs - sinceMs) / WINDOW_MS),
  );
  let slowUntil = 0;
  const isOver = (window: number): boolean => window >= slowUntil + CALM_WINDOWS;
  for (const [window, ofWindow] of [...windows].toSorted(([a], [b]) => a - b)) {
    if (isOver(window)) break;
    if (percentile(sortedTimes(ofWindow), SHARE) > usualMs) slowUntil = window + 1;
  }
  return slowUntil * WINDOW_MS;
}

/** In milliseconds, the shortest first. */
export function sortedTimes(reads: readonly Read[]): Float64Array {
  return Float64Array.from(reads, ({ tookMs }) => tookMs).toSorted();
}
