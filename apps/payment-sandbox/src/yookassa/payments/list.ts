import { z } from 'zod';
import { parseBody } from '../request-syntax.ts';
import { invalid } from '../yookassa.errors.ts';

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const timesOf = (name: 'created_at' | 'captured_at') =>
  Object.fromEntries(['gte', 'gt', 'lte', 'lt'].map((bound) => [`${name}.${bound}`, moment.optional()]));
const listQuery = z.object({
  ...timesOf('created_at'),
  ...timesOf('captured_at'),
  status: z.string().max(32).optional(),
  payment_id: z.string().max(36).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(10),
  cursor: z.string().max(64).optional(),
});

/** What a list can be asked about. */
export interface Listed {
  readonly id: string;
  readonly status: string;
  readonly createdAt: number;
  readonly capturedAt?: number;
  readonly paymentId?: string;
}

/** A page of the resources that the query asks for, newest first; `cursor` is the last one that was seen. */
export function page<Resource extends Listed>(query: unknown, oldestFirst: readonly Resource[]) {
  const { limit, cursor, status, payment_id: paymentId, ...times } = parseBody(listQuery, query);
  const wanted = oldestFirst
    .toReversed()
    .filter(
      (resource) =>
        (!status || resource.status === status) &&
        (!paymentId || resource.paymentId === paymentId) &&
        isWithin('created_at', resource.createdAt, times) &&
        isWithin('captured_at', resource.capturedAt, times),
    );
  const start = cursor === undefined ? 0 : wanted.findIndex(({ id }) => id === cursor) + 1;
  if (cursor !== undefined && start === 0) throw invalid('Invalid cursor', 'cursor');
  const items = wanted.slice(start, start + limit);
  return { items, nextCursor: start + limit < wanted.length ? items.at(-1)?.id : undefined };
}

function isWithin(name: string, at: number | undefined, times: Readonly<Record<string, unknown>>): boolean {
  const bound = (which: string) => times[`${name}.${which}`] as number | undefined;
  const [gte, gt, lte, lt] = [bound('gte'), bound('gt'), bound('lte'), bound('lt')];
  if (gte === undefined && gt === undefined && lte === undefined && lt === undefined) return true;
  if (at === undefined) return false;
  return at >= (gte ?? at) && at <= (lte ?? at) && (gt === undefined || at > gt) && (lt === undefined || at < lt);
}
