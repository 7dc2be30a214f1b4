/** Where goods that are to come back stand. */
export const RETURN_STATES = [
  'REQUESTED',
  'APPROVED',
  'REJECTED',
  'RECEIVED',
  'REFUNDED',
  'CLOSED',
  'CANCELLED',
] as const;
export type ReturnState = (typeof RETURN_STATES)[number];

/** So many of a variant, and what of them is here again: to be sold, or not. */
export interface ReturnLine {
  readonly variantId: string;
  readonly quantity: number;
  readonly restocked: number;
  readonly damaged: number;
}

/** A buyer's wish to give something back, and what became of it. */
export interface Return {
  readonly id: string;
  /** 1 for the order's first. */
  readonly position: number;
  readonly status: ReturnState;
  readonly lines: readonly ReturnLine[];
  /** In the buyer's words. */
  readonly reason: string;
  /** What staff said to it. */
  readonly note: string | null;
  /** What the buyer gets back, in minor units of the order's currency; null before the goods are here. */
  readonly refundMinor: bigint | null;
  /** The wish that payments was asked for last. */
  readonly refundId: string | null;
  /** Why the money could not be given back; a person has to look. */
  readonly problem: string | null;
  readonly requestedAt: Date;
  readonly version: number;
}

/** True while it is, or was, more than a wish: what it names cannot be given back a second time. */
export function holds({ status }: Pick<Return, 'status'>): boolean {
  return status !== 'REJECTED' && status !== 'CANCELLED';
}

/** True once the goods are here. */
export function isHere({ status }: Pick<Return, 'status'>): boolean {
  return status === 'RECEIVED' || status === 'REFUNDED' || status === 'CLOSED';
}

/** How many of a line a return is about: once the goods are here, those that came. */
export function unitsOf(request: Pick<Return, 'status'>, { quantity, restocked, damaged }: ReturnLine): number {
  return isHere(request) ? restocked + damaged : quantity;
}
