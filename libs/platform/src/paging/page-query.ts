import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { linkNextPage } from '../http/next-page-link.ts';
import type { KeysetPage } from './keyset-page.ts';

/** What every list of REST may be asked. */
export const pageQuery = z.strictObject({
  limit: z.string().max(20).optional().meta({ description: 'How many, 1 to 100; 20 when it is left out.' }),
  cursor: z.string().max(1_000).optional().meta({ description: 'The nextCursor of the page before.' }),
});
export type PageQuery = z.output<typeof pageQuery>;

/** Checked by the list itself, which says INVALID_PAGE_SIZE to whatever is no page size. */
export function toPageQuestion({ limit, cursor }: PageQuery): { first?: number; after?: string } {
  return { first: limit === undefined ? undefined : Number(limit), after: cursor };
}

/** What a list answers, for the OpenAPI document. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** A page as REST answers it, and the address of the next one as a `Link`. */
export function toPageView<Item, View>(
  { items, hasNext, endCursor }: KeysetPage<Item>,
  reply: FastifyReply,
  toView: (item: Item) => View,
): { items: View[]; nextCursor: string | null } {
  const nextCursor = (hasNext && endCursor) || null;
  linkNextPage(reply, nextCursor);
  return { items: items.map(toView), nextCursor };
}
