/** The demo shop's "today": everything in it happened before, so the same seed gives the same shop on any day. */
export const BASE_DATE = new Date('2026-10-01T00:00:00.000Z');

/** When the demo shop opened: 18 months before its "today". */
export const OPENED_AT = new Date('2025-04-01T00:00:00.000Z');

export const DAY_MS = 24 * 60 * 60 * 1000;

/** The calendar day of an instant (UTC), as `YYYY-MM-DD`. */
export function isoDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
