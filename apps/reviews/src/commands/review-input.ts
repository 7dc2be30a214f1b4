import { id } from '@tovar/contracts';
import { z } from 'zod';

// PostgreSQL stores every character but this one.
const NUL = '\u0000';

/** Text that a person wrote: trimmed, not empty, plain. Whoever shows it as HTML escapes it. */
export const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((value) => !value.includes(NUL) && value.isWellFormed(), 'Expected Unicode without the NUL character.');

const words = {
  rating: z.int().min(1).max(5),
  title: text(120),
  text: text(5_000),
};

export const writeReviewInput = z.strictObject({ productId: id, ...words });
export type WriteReviewInput = z.output<typeof writeReviewInput>;

/** What is left out stays as it is. */
export const reviewChanges = z.strictObject({
  rating: words.rating.nullish(),
  title: words.title.nullish(),
  text: words.text.nullish(),
});
export type ReviewChanges = z.output<typeof reviewChanges>;

export const editReviewInput = reviewChanges.extend({ id, expectedVersion: z.int() });
export type EditReviewInput = z.output<typeof editReviewInput>;
