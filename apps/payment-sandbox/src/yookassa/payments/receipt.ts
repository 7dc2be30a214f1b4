import { z } from 'zod';
import { amountSchema } from '../request-syntax.ts';
import { invalid } from '../yookassa.errors.ts';
import { type Amount, toMinor } from './amount.ts';

const mostItems = 80;

/** A receipt under the law 54-FZ, as far as it can be wrong. */
export const receiptSchema = z.object({
  customer: z.object({ email: z.email().optional(), phone: z.string().max(64).optional() }),
  items: z
    .array(
      z.object({
        description: z.string().min(1).max(128),
        quantity: z.number().positive().max(99_999.999),
        amount: amountSchema.extend({ value: z.string().regex(/^\d{1,13}(\.\d{1,2})?$/) }),
        vat_code: z.int().min(1).max(12),
        payment_subject: z.string().max(64).optional(),
        payment_mode: z.string().max(64).optional(),
      }),
    )
    .min(1)
    .max(mostItems),
  tax_system_code: z.int().min(1).max(6).optional(),
});
export type ReceiptRequest = z.infer<typeof receiptSchema>;

/** Throws a 400 unless the items add up to what is paid, and somebody can be sent the receipt. */
export function checkReceipt({ customer, items }: ReceiptRequest, amount: Amount): void {
  const total = items.reduce((sum, item) => sum + toMinor(item.amount) * BigInt(Math.round(item.quantity * 1000)), 0n);
  const isWhole = total === toMinor(amount) * 1000n && items.every((item) => item.amount.currency === amount.currency);
  if (!isWhole || (!customer.email && !customer.phone)) throw invalid('Receipt is missing or illegal', 'receipt');
}
