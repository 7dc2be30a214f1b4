import type { FederationFigure } from './federation/workload.ts';
import type { JourneyFigure } from './journeys/walk-journeys.ts';
import type { Measured } from './load.ts';

/** A workload at a number of connections, with or without the response cache: the median of its rounds. */
export interface Row extends Measured {
  readonly workload: string;
  readonly connections: number;
  readonly cache: 'on' | 'off';
  /** Requests a second of a bare Node server that answered the same bytes in the same run. */
  readonly bareRequestsPerSecond: number;
  /** The slowest answer of `/health/live` meanwhile, where that is watched. */
  readonly slowestHealthMs?: number;
}

export interface Report {
  readonly measuredAt: string;
  readonly node: string;
  readonly cores: number;
  readonly products: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly rows: readonly Row[];
  readonly federation: readonly FederationFigure[];
  readonly journeys: readonly JourneyFigure[];
}

const COLUMNS: readonly (readonly [string, (row: Row) => string])[] = [
  ['workload', ({ workload }) => workload],
  ['cache', ({ cache }) => cache],
  ['conns', ({ connections }) => String(connections)],
  ['req/s', ({ requestsPerSecond }) => whole(requestsPerSecond)],
  ['× bare', ({ requestsPerSecond, bareRequestsPerSecond }) => (requestsPerSecond / bareRequestsPerSecond).toFixed(3)],
  ['p50 ms', ({ p50Ms }) => p50Ms.toFixed(1)],
  ['p95 ms', ({ p95Ms }) => p95Ms.toFixed(1)],
  ['p99 ms', ({ p99Ms }) => p99Ms.toFixed(1)],
  ['errors', ({ errors }) => String(errors)],
  ['CPU ms', ({ serverCpuMs }) => serverCpuMs?.toFixed(2) ?? '–'],
  ['SQL CPU ms', ({ databaseCpuMs }) => databaseCpuMs?.toFixed(2) ?? '–'],
  ['/health ms', ({ slowestHealthMs }) => slowestHealthMs?.toFixed(0) ?? ''],
];

/** The median round by its rate: a whole round, so that its other figures belong together. */
export function median(rounds: readonly Measured[]): Measured {
  const sorted = rounds.toSorted((a, b) => a.requestsPerSecond - b.requestsPerSecond);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (!middle) throw new Error('Nothing was measured.');
  return middle;
}

/** As Markdown, which a terminal shows well enough. */
export function table(rows: readonly Row[]): string {
  return markdownTable([COLUMNS.map(([title]) => title), ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row)))]);
}

/** The first line is the head; the first column stands left, numbers stand right. */
export function markdownTable(cells: readonly (readonly string[])[]): string {
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const [head = [], ...body] = cells.map((line) =>
    line.map((cell, column) => padded(cell, widths[column] ?? 0, column)),
  );
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [head, rule, ...body].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function padded(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
