import { id, moment, moneyView, toView } from '@tovar/contracts';
import { can } from '@tovar/platform';
import { z } from 'zod';
import type { Viewer } from '../domain/fulfillment-access.ts';
import { RETURN_STATES } from '../domain/return.ts';
import type { ReturnView } from '../queries/returns.ts';
import { shownLineView } from './shipment.view.ts';

/** Goods that are to come back, as REST answers it. */
export const returnView = z.object({
  id,
  orderId: id,
  number: z.string(),
  status: z.enum(RETURN_STATES),
  reason: z.string(),
  note: z.string().nullable(),
  lines: z.array(shownLineView.extend({ restocked: z.int(), damaged: z.int() })),
  refund: moneyView.nullable(),
  problem: z.string().nullable().meta({ description: 'For staff: why the money could not be given back.' }),
  requestedAt: moment,
  version: z.int(),
});
export type ReturnResource = z.output<typeof returnView>;

export function toReturnResource(view: ReturnView, viewer: Viewer): ReturnResource {
  const { owner: _, ...request } = view;
  return {
    ...request,
    lines: [...request.lines],
    refund: request.refund && toView(request.refund),
    problem: problemFor(viewer, view),
    requestedAt: request.requestedAt.toISOString(),
  };
}

/** What went wrong is for those who can mend it. */
export function problemFor({ identity }: Viewer, { problem }: ReturnView): string | null {
  return can(identity, 'shipping:read:any') ? problem : null;
}
