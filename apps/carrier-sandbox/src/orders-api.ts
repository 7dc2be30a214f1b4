import { randomInt, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type FaultKind, type Faults, FaultyAnswer } from './faults.ts';
import type { OrderBook } from './order-book.ts';
import { type CdekOrder, cdekTime, isRemoved, moved } from './order.ts';
import { orderView } from './order-view.ts';
import { hasPoint } from './points-api.ts';

const place = z.object({
  country_code: z.string().length(2).default('RU'),
  postal_code: z.string().optional(),
  city: z.string().min(1),
  address: z.string().min(1),
});
const item = z.object({
  name: z.string().min(1).max(255),
  ware_key: z.string().min(1).max(50),
  payment: z.object({ value: z.number().min(0) }),
  cost: z.number().min(0),
  weight: z.int().positive(),
  amount: z.int().positive(),
});
const registration = z
  .object({
    number: z
      .string()
      .max(40)
      .regex(/^[ -~]+$/),
    tariff_code: z.int(),
    sender: z.object({ name: z.string().min(1) }),
    recipient: z.object({
      name: z.string().min(1),
      phones: z.array(z.object({ number: z.string().regex(/^\+\d{7,15}$/) })).min(1),
    }),
    from_location: place,
    to_location: place.optional(),
    delivery_point: z.string().refine(hasPoint).optional(),
    packages: z
      .array(
        z.object({
          number: z.string().min(1),
          weight: z.int().positive(),
          length: z.int().positive(),
          width: z.int().positive(),
          height: z.int().positive(),
          items: z.array(item).min(1).max(126),
        }),
      )
      .min(1),
  })
  .refine((order) => (order.to_location === undefined) !== (order.delivery_point === undefined));

/** What CDEK says when the shop's number is in its books already. */
const NUMBER_TAKEN = 'error_validate_im_dep_number_has_already_had_integration';

/** `/v2/orders`: to register, to ask about, to delete. CDEK looks at an order for a moment before it is in the books. */
export function ordersApi({ book, faults, settleMs }: { book: OrderBook; faults: Faults; settleMs: number }) {
  const found = (order: CdekOrder | undefined, code: string): object => {
    if (!order || isRemoved(order)) throw new FaultyAnswer(400, code);
    return orderView(order, settleMs);
  };

  return async (app: FastifyInstance): Promise<void> => {
    app.post('/v2/orders', async ({ body }, reply) =>
      reply.status(202).send(faults.around('create', (fault) => register(book, body, fault))),
    );

    app.get<{ Querystring: { im_number?: string } }>('/v2/orders', async ({ query }) =>
      faults.around('get', () => found(book.byNumber(query.im_number ?? ''), 'v2_entity_not_found_im_number')),
    );

    app.get<{ Params: { uuid: string } }>('/v2/orders/:uuid', async ({ params }) =>
      faults.around('get', () => found(book.get(params.uuid), 'v2_entity_not_found')),
    );

    app.delete<{ Params: { uuid: string } }>('/v2/orders/:uuid', async ({ params }, reply) =>
      reply.status(202).send(faults.around('delete', () => remove(book, params.uuid))),
    );
  };
}

function register(book: OrderBook, body: unknown, fault: FaultKind | undefined): object {
  const asked = registration.safeParse(body);
  if (!asked.success) throw new FaultyAnswer(400, 'v2_bad_request');
  const { number, tariff_code: tariffCode, recipient, to_location: to, delivery_point: deliveryPoint } = asked.data;
  const earlier = book.byNumber(number);
  if (earlier && !earlier.invalid && !isRemoved(earlier)) throw new FaultyAnswer(400, NUMBER_TAKEN);
  const order = book.put({
    uuid: randomUUID(),
    number,
    cdekNumber: String(randomInt(1_000_000_000, 9_999_999_999)),
    tariffCode,
    recipient: recipient.name,
    city: to?.city ?? deliveryPoint ?? '',
    deliveryPoint,
    weightGrams: asked.data.packages.reduce((sum, { weight }) => sum + weight, 0),
    createdAt: Date.now(),
    ...(fault === 'invalid' && {
      invalid: { code: 'v2_receiver_location_not_recognized', message: 'The receiver location is not recognized' },
    }),
    forms: [],
    statuses: [],
  });
  return requested(order.uuid, 'CREATE');
}

/** As long as nobody has it in hand. */
function remove(book: OrderBook, uuid: string): object {
  const order = book.get(uuid);
  if (!order || isRemoved(order)) throw new FaultyAnswer(400, 'v2_entity_not_found');
  if (order.statuses.length > 0) throw new FaultyAnswer(400, 'v2_delete_forbidden');
  book.put(moved(order, 'REMOVED', Date.now()));
  return requested(uuid, 'DELETE');
}

/** An accepted request, as CDEK answers all of them. */
export function requested(uuid: string, type: 'CREATE' | 'DELETE'): object {
  const request = { request_uuid: randomUUID(), type, date_time: cdekTime(Date.now()), state: 'ACCEPTED' };
  return { entity: { uuid }, requests: [request], related_entities: [] };
}
