import type { EventLog, StoredEvent } from '@tovar/platform';
import { anOrder, aView } from '../../test/an-order.ts';
import type { OrdersConfig } from '../orders.config.ts';
import type { OrderDetails } from './order-details.ts';
import type { OrderView } from './order-row.ts';
import { PayableOrder } from './payable-order.ts';

const NEVER = 600_000;
const PATIENCE_MS = 2_000;

function view(...answers: Parameters<typeof anOrder>): OrderView {
  return aView(anOrder(...answers));
}

/** Reads these views, in turn; `arrive` is the event that the payment has started. */
async function waiting(waitMs: number, ...views: OrderView[]) {
  let see: (event: StoredEvent) => void = () => undefined;
  const log = {
    tail: async (_: object, listener: typeof see) => {
      see = listener;
      return { close: async () => undefined };
    },
  } as unknown as EventLog;
  const details = { find: async () => views.shift() } as unknown as OrderDetails;
  const payable = new PayableOrder(log, { ORDERS_PLACE_WAIT_MS: waitMs } as OrdersConfig, details);
  await payable.onModuleInit();
  return { payable, arrive: (subject: string) => see({ subject } as StoredEvent) };
}

describe('an order that is waited for', () => {
  const [placed, payableOne] = [view(), view('reserved', 'started')];

  it(
    'is read as soon as it can be paid, for everybody who waits',
    async () => {
      const { payable, arrive } = await waiting(NEVER, payableOne, payableOne);
      const read = Promise.all([payable.afterPlacing(placed.id), payable.afterPlacing(placed.id)]);
      arrive('another order');
      arrive(placed.id);
      expect(await read).toEqual([payableOne, payableOne]);
    },
    PATIENCE_MS,
  );

  it(
    'is read at once when it was faster than whoever waits for it',
    async () => {
      const { payable, arrive } = await waiting(NEVER, payableOne);
      arrive(placed.id);
      expect(await payable.afterPlacing(placed.id)).toBe(payableOne);
    },
    PATIENCE_MS,
  );

  it(
    'is read as it is when the time is over',
    async () => {
      const { payable } = await waiting(1, placed);
      expect(await payable.afterPlacing(placed.id)).toBe(placed);
    },
    PATIENCE_MS,
  );

  it(
    'is not waited for when it was placed long ago and is past that point',
    async () => {
      for (const past of [payableOne, view('rejected'), view('reserved', 'started', 'approved', 'captured')]) {
        const { payable } = await waiting(NEVER, past);
        expect(await payable.again(past.id)).toBe(past);
      }
    },
    PATIENCE_MS,
  );

  it(
    'is waited for when the request is repeated while its checkout has just begun',
    async () => {
      const { payable, arrive } = await waiting(NEVER, placed, payableOne);
      const read = payable.again(placed.id);
      arrive(placed.id);
      expect(await read).toBe(payableOne);
    },
    PATIENCE_MS,
  );
});
