import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Random } from '@tovar/testing';
import { type Attempt, end, type History } from '../history.ts';
import type { ProvenShop } from '../proven-shop.ts';
import type { Workload } from '../workload.ts';
import { Staff } from './staff.ts';

const AT_ONCE_MS = 100;

/** A clerk who counts what has arrived, each delivery once whatever happens to the requests. */
export async function bringStock(shop: ProvenShop, workload: Workload, history: History): Promise<void> {
  const random = new Random(`${workload.seed} clerk`);
  const { comeWithinMs = 0, giveUpAfterMs, receipts } = workload;
  const clerk = new Staff(shop.url, shop.manager, Date.now() + comeWithinMs + giveUpAfterMs);
  for (let count = 0; count < receipts; count += 1) {
    await delay(random.below(Math.max(AT_ONCE_MS, comeWithinMs / receipts)));
    const variantId = random.pick(workload.variants);
    await receive(clerk, history.begin({ buyer: -1, what: 'receive', variantId, quantity: 1 }));
  }
}

async function receive(clerk: Staff, attempt: Attempt): Promise<void> {
  const path = `/api/v1/stock/${attempt.variantId}/receipts`;
  const headers = { 'idempotency-key': randomUUID() };
  const body = { quantity: attempt.quantity, reason: 'Delivered.' };
  const answer = await clerk.ask((client) => client.rest('POST', path, body, headers));
  if (answer) end(attempt, 'ok');
}
