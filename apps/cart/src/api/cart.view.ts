import { id, moneyView, toView } from '@tovar/contracts';
import { z } from 'zod';
import type { PricedCart } from '../domain/priced-cart.ts';
import { type CartProblem, PROBLEM_CODES } from '../domain/problems.ts';

const problemView = z.object({
  code: z.enum(PROBLEM_CODES),
  message: z.string(),
  variantId: id.optional(),
  requested: z.int().optional(),
  available: z.int().optional(),
  fields: z.array(z.string()).optional(),
  promotionCode: z.string().optional(),
  previousPrice: moneyView.optional(),
});

const lineView = z.object({
  variantId: id,
  quantity: z.int(),
  unitPrice: moneyView.nullable(),
  total: moneyView.nullable(),
  problems: z.array(problemView),
});

/** A cart as REST answers it. */
export const cartView = z.object({
  id,
  version: z.int(),
  currency: z.string(),
  email: z.string().nullable(),
  lines: z.array(lineView),
  total: moneyView.nullable(),
  problems: z.array(problemView),
});
export type CartView = z.output<typeof cartView>;

/** A new cart, and what opens it when it is a guest's. */
export const createdCartView = z.object({ cart: cartView, token: z.string().optional() });
export type CreatedCartView = z.output<typeof createdCartView>;

export function toCartView({ cart, version, lines, totals, problems }: PricedCart): CartView {
  return {
    id: cart.id,
    version,
    currency: cart.currency,
    email: cart.email,
    lines: lines.map((line) => ({
      variantId: line.variantId,
      quantity: line.quantity,
      unitPrice: line.price && toView(line.price.unitPrice),
      total: line.price && toView(line.price.total),
      problems: line.problems.map(toProblemView),
    })),
    total: totals && toView(totals.total),
    problems: problems.map(toProblemView),
  };
}

function toProblemView({ previousPrice, fields, ...problem }: CartProblem): z.output<typeof problemView> {
  return {
    ...problem,
    ...(fields ? { fields: [...fields] } : {}),
    ...(previousPrice ? { previousPrice: toView(previousPrice) } : {}),
  };
}
