import { z } from 'zod';
import type { FieldWeights } from './operation-cost.ts';

const ENTRY = /^(\w+\.\w+)=(\d{1,6})$/;

/** `Query.search=50,Product.variants=2`, as it stands in a variable. */
export const weightList = z.string().transform((text, context): FieldWeights => {
  const entries = text.split(',').map((entry) => entry.trim());
  const weights = new Map<string, number>();
  for (const entry of entries.filter(Boolean)) {
    const [, field, weight] = ENTRY.exec(entry) ?? [];
    if (field === undefined) context.addIssue(`"${entry}" is no weight: write Type.field=number.`);
    else weights.set(field, Number(weight));
  }
  return weights;
});
