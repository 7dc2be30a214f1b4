import { StockBelowPromised, StockTooLarge } from './catalog.errors.ts';

/** More units of one variant than any shop has. */
export const LARGEST_STOCK = 1_000_000_000;

/** Units of a variant in whole pieces. */
export interface StockLine {
  readonly variantId: string;
  readonly quantity: number;
}

/** A variant's stock: `available` is what is neither held for an unpaid order nor sold. */
export interface StockLevel {
  readonly onHand: number;
  readonly reserved: number;
  readonly allocated: number;
  readonly available: number;
}

/** The stock of the variants that a decision is about; a variant that does not exist is missing. */
export type StockLevels = ReadonlyMap<string, StockLevel>;

export const MOVEMENT_KINDS = [
  'INITIAL',
  'RECEIVED',
  'CORRECTED',
  'RESERVED',
  'RELEASED',
  'EXPIRED',
  'ALLOCATED',
  'SHIPPED',
  'RETURNED',
] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** One change of one variant's stock, as the ledger keeps it: what is added to each of its three numbers. */
export interface StockMovement {
  readonly variantId: string;
  readonly kind: MovementKind;
  readonly onHand: number;
  readonly reserved: number;
  readonly allocated: number;
  /** Which line of its source it is; its variant, unless there may be several of one variant. */
  readonly line?: string;
}

/** A line that could not be had. */
export interface Shortage {
  readonly variantId: string;
  readonly requested: number;
  readonly available: number;
}

/** A movement of `quantity` units for each line; numbers that are not named stay. */
export function move(
  kind: MovementKind,
  lines: readonly StockLine[],
  change: (quantity: number) => Partial<Pick<StockMovement, 'onHand' | 'reserved' | 'allocated'>>,
): StockMovement[] {
  return lines.map(({ variantId, quantity }) => ({
    variantId,
    kind,
    onHand: 0,
    reserved: 0,
    allocated: 0,
    ...change(quantity),
  }));
}

/** One line for each variant: two lines that want the last piece must not both get it. */
export function summed(lines: readonly StockLine[]): StockLine[] {
  const quantities = new Map<string, number>();
  for (const { variantId, quantity } of lines) quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity);
  return [...quantities].map(([variantId, quantity]) => ({ variantId, quantity }));
}

/** The summed lines that want more than there is. */
export function shortagesOf(lines: readonly StockLine[], levels: StockLevels): Shortage[] {
  return lines
    .map(({ variantId, quantity }) => ({
      variantId,
      requested: quantity,
      available: levels.get(variantId)?.available ?? 0,
    }))
    .filter(({ requested, available }) => available < requested);
}

/** Goods have arrived. Throws `StockTooLarge`. */
export function receive(line: StockLine, level: StockLevel): StockMovement[] {
  if (level.onHand + line.quantity > LARGEST_STOCK) throw new StockTooLarge(LARGEST_STOCK);
  return move('RECEIVED', [line], (quantity) => ({ onHand: quantity }));
}

/** The shelf was counted and holds so many. Throws `StockBelowPromised` when orders have been promised more. */
export function correct(counted: StockLine, level: StockLevel): StockMovement[] {
  const promised = level.reserved + level.allocated;
  if (counted.quantity < promised) throw new StockBelowPromised(promised);
  if (counted.quantity === level.onHand) return [];
  return move('CORRECTED', [counted], (quantity) => ({ onHand: quantity - level.onHand }));
}
