import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Faults, FaultyAnswer } from './faults.ts';
import { labelPdf } from './label-pdf.ts';
import type { OrderBook } from './order-book.ts';
import { cdekTime, isRemoved } from './order.ts';
import { requested } from './orders-api.ts';

const wish = z.object({ orders: z.array(z.object({ order_uuid: z.string() })).length(1) });

/** `/v2/print/barcodes`: to have a form made, to ask how far it is, and the form itself. */
export function printApi({ book, faults, settleMs }: { book: OrderBook; faults: Faults; settleMs: number }) {
  const formOf = (uuid: string) => {
    const order = book.byForm(uuid);
    const form = order?.forms.find((each) => each.uuid === uuid);
    if (!order || !form) throw new FaultyAnswer(400, 'v2_entity_not_found');
    return { order, isReady: Date.now() >= form.createdAt + settleMs, form };
  };

  return async (app: FastifyInstance): Promise<void> => {
    app.post('/v2/print/barcodes', async ({ body }, reply) =>
      reply.status(202).send(
        faults.around('print', () => {
          const order = book.get(wish.safeParse(body).data?.orders[0]?.order_uuid ?? '');
          if (!order || isRemoved(order)) throw new FaultyAnswer(400, 'v2_entity_not_found');
          const form = { uuid: randomUUID(), createdAt: Date.now() };
          book.put({ ...order, forms: [...order.forms, form] });
          return requested(form.uuid, 'CREATE');
        }),
      ),
    );

    app.get<{ Params: { uuid: string } }>('/v2/print/barcodes/:uuid', async ({ params }) =>
      faults.around('print', () => {
        const { order, isReady, form } = formOf(params.uuid);
        const codes = isReady ? ['READY', 'PROCESSING', 'ACCEPTED'] : ['ACCEPTED'];
        const statuses = codes.map((code) => ({ code, name: code, date_time: cdekTime(form.createdAt) }));
        return { entity: { uuid: form.uuid, orders: [{ order_uuid: order.uuid }], statuses }, requests: [] };
      }),
    );

    app.get<{ Params: { file: string } }>('/v2/print/barcodes/:file.pdf', async ({ params }, reply) => {
      const { order, isReady } = faults.around('print', () => formOf(params.file));
      if (!isReady) throw new FaultyAnswer(404, 'v2_entity_not_found');
      return reply.type('application/pdf').send(await labelPdf(order));
    });
  };
}
