import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { BrokenStateFile } from './carrier-sandbox.errors.ts';
import type { CdekOrder } from './order.ts';

const status = z.object({ code: z.string(), name: z.string(), at: z.number(), city: z.string() });
const stored = z.object({
  uuid: z.string(),
  number: z.string(),
  cdekNumber: z.string(),
  tariffCode: z.number(),
  recipient: z.string(),
  city: z.string(),
  deliveryPoint: z.string().optional(),
  weightGrams: z.number(),
  createdAt: z.number(),
  invalid: z.object({ code: z.string(), message: z.string() }).optional(),
  forms: z.array(z.object({ uuid: z.string(), createdAt: z.number() })),
  statuses: z.array(status),
});

/** Every order; with a file each change is one line of it, written before anybody is told. */
export class OrderBook {
  private readonly orders = new Map<string, CdekOrder>();

  constructor(private readonly file?: string) {
    if (file === undefined || !existsSync(file)) return;
    for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries())
      if (line !== '') this.remember(parsed(file, index + 1, line));
  }

  put(order: CdekOrder): CdekOrder {
    if (this.file !== undefined) appendFileSync(this.file, `${JSON.stringify(order)}\n`, { mode: 0o600 });
    this.remember(order);
    return order;
  }

  get(uuid: string): CdekOrder | undefined {
    return this.orders.get(uuid);
  }

  /** The latest with this number of the shop's. */
  byNumber(number: string): CdekOrder | undefined {
    return this.all().find((order) => order.number === number);
  }

  byForm(form: string): CdekOrder | undefined {
    return this.all().find(({ forms }) => forms.some(({ uuid }) => uuid === form));
  }

  /** The latest first. */
  all(): readonly CdekOrder[] {
    return [...this.orders.values()].toReversed();
  }

  private remember(order: CdekOrder): void {
    this.orders.set(order.uuid, order);
  }
}

function parsed(file: string, line: number, text: string): CdekOrder {
  try {
    return stored.parse(JSON.parse(text));
  } catch (error) {
    throw new BrokenStateFile(file, line, error);
  }
}
