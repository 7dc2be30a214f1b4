import { KEEPERS_OF_PERSONAL_DATA } from '@tovar/contracts';

export const DATA_REQUEST_KINDS = ['EXPORT', 'ERASURE'] as const;
export type DataRequestKind = (typeof DATA_REQUEST_KINDS)[number];

/** RUNNING until every service has done its part; an export is then READY, and later FETCHED or EXPIRED, an erasure DONE. */
export const DATA_REQUEST_STATUSES = ['RUNNING', 'READY', 'FETCHED', 'EXPIRED', 'DONE'] as const;
export type DataRequestStatus = (typeof DATA_REQUEST_STATUSES)[number];

/** How far one service has come. */
export interface DataRequestPart {
  readonly service: string;
  readonly isDone: boolean;
  /** Why it is not: a code of the service's, or UNAVAILABLE. */
  readonly waitsFor: string | null;
}

/** Somebody wants all that the shop keeps of them, or wants to be forgotten. */
export interface DataRequest {
  readonly id: string;
  readonly userId: string;
  readonly kind: DataRequestKind;
  readonly status: DataRequestStatus;
  /** The person, or somebody of staff. */
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly doneAt: Date | null;
  /** Until when the file can be fetched. */
  readonly endsAt: Date | null;
  readonly parts: readonly DataRequestPart[];
}

/** What a service is when it did not answer. */
export const UNAVAILABLE = 'UNAVAILABLE';

/** All services that have a part; accounts comes last, because the others are told who it is about. */
export const PARTS: readonly string[] = [...KEEPERS_OF_PERSONAL_DATA, 'accounts'];

const LONGEST_PAUSE_MS = 6 * 3_600_000;

/** A service that is down is back soon; an order that is on its way takes days. */
export function pauseAfter(tries: number, firstPauseMs: number): number {
  return Math.min(firstPauseMs * 2 ** Math.min(tries - 1, 20), LONGEST_PAUSE_MS);
}

/** Where the file store keeps an export. */
export function exportPath(requestId: string): string {
  return `exports/${requestId}.json`;
}
