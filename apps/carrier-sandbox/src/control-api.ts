import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CALL_FAULTS, type Faults, TARGETS, WEBHOOK_FAULTS } from './faults.ts';
import type { MoveParcel } from './move-parcel.ts';
import type { OrderBook } from './order-book.ts';
import { MOVES } from './order.ts';
import type { WebhookSender } from './webhook-sender.ts';

const fault = z
  .strictObject({
    target: z.enum(TARGETS),
    kind: z.enum([...CALL_FAULTS, ...WEBHOOK_FAULTS]),
    times: z.int().min(1).max(1_000_000).default(1),
  })
  .refine(({ target, kind }) => (target === 'webhook') === kind.startsWith('webhook-'))
  .refine(({ target, kind }) => kind !== 'invalid' || target === 'create');
const move = z.strictObject({ to: z.enum(MOVES).optional() });

interface Dependencies {
  readonly book: OrderBook;
  readonly faults: Faults;
  readonly sender: WebhookSender;
  readonly moveParcel: MoveParcel;
}

/** How tests and demos steer and question the sandbox; nothing of it exists at CDEK. */
export function controlApi({ book, faults, sender, moveParcel }: Dependencies) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/__control/parcels', async () => ({ parcels: book.all() }));
    app.get('/__control/notifications', async () => ({ notifications: sender.sent }));
    app.get('/__control/faults', async () => ({ faults: faults.list() }));

    app.post('/__control/faults', async ({ body }, reply) => {
      const wanted = fault.safeParse(body);
      if (!wanted.success) return reply.status(400).send({ code: 'INVALID_CONTROL_INPUT', message: 'No such fault.' });
      faults.arm(wanted.data);
      return reply.status(201).send(wanted.data);
    });

    app.delete('/__control/faults', async (_request, reply) => {
      faults.clear();
      return reply.status(204).send();
    });

    app.post<{ Params: { number: string } }>('/__control/parcels/:number/move', async ({ params, body }, reply) => {
      const wanted = move.safeParse(body ?? {});
      const order = wanted.success ? moveParcel.execute(params.number, wanted.data.to) : undefined;
      if (order) return order;
      return reply.status(409).send({ code: 'NOT_MOVED', message: 'No such parcel, or it is at the end of its way.' });
    });
  };
}
