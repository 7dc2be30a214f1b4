import { id, moneyView, toView } from '@tovar/contracts';
import { z } from 'zod';
import { type CartProblem, type PricedCart, PROBLEM_CODES } from '../domain/priced-cart.ts';

const problemView = z.object({
  code: z.enum(PROBLEM_CODES),
  message: z.string(),
  variantId: id.optional(),
  available: z.int().optional(),
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

export function toCartView({ cart, version, lines, total, problems }: PricedCart): CartView {
  return {
    id: cart.id,
    version,
    currency: cart.currency,
    email: cart.email,
    lines: lines.map((line) => ({
      variantId: line.variantId,
      quantity: line.quantity,
      unitPrice: line.unitPrice && toView(line.unitPrice),
      total: line.total && toView(line.total),
      problems: line.problems.map(toProblemView),
    })),
    total: total && toView(total),
    problems: problems.map(toProblemView),
  };
}

function toProblemView({ previousPrice, ...problem }: CartProblem): z.output<typeof problemView> {
  return previousPrice ? { ...problem, previousPrice: toView(previousPrice) } : problem;
}
