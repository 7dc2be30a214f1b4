import { DomainError } from '@tovar/platform';
import { z } from 'zod';
import type { KnownCatalogue } from '../domain/import/import-catalogue.ts';
import { correct, type StockMovement } from '../domain/stock.ts';
import { Refused, refused, type Written } from './written-product.ts';

const onHand = z.number().int().min(0).max(1_000_000);

/** What becomes of the stock when the file says that the shelf was counted, as by `setStock`. Throws `Refused`. */
export function planCount(
  { stockOnHand }: Written['variants'][number],
  index: number,
  variantId: string,
  { stock }: KnownCatalogue,
): StockMovement[] {
  if (stockOnHand === undefined) return [];
  const path = ['variants', index, 'stockOnHand'];
  const { success, data: quantity, error } = onHand.safeParse(stockOnHand);
  if (!success) throw new Refused(error.issues.map(({ message }) => ({ path, code: 'INVALID_INPUT', message })));
  const level = stock.get(variantId) ?? { onHand: 0, reserved: 0, allocated: 0, available: 0 };
  try {
    return correct({ variantId, quantity }, level);
  } catch (error_) {
    if (error_ instanceof DomainError) throw refused(path, error_.code, error_.message);
    throw error_;
  }
}
