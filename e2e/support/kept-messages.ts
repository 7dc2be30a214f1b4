import { isDistributed } from './mode.ts';
import type { ShopProcess } from './shop-process.ts';

/** What a shop has written for its services to read later. */
export interface KeptMessage {
  /** The type of the event, or the name of the job. */
  readonly name: string;
  readonly text: string;
}

/** All events and jobs of a shop, also jobs that are done: they are noted when they are written. */
export interface KeptMessages {
  events(): Promise<KeptMessage[]>;
  jobs(): Promise<KeptMessage[]>;
  close(): Promise<void>;
}

/** From now on, wherever the mode of this run keeps them. */
export async function watchMessages(shop: ShopProcess, adminUrl: string): Promise<KeptMessages> {
  if (isDistributed) return (await import('./messages-at-brokers.ts')).MessagesAtBrokers.watch(shop, adminUrl);
  return (await import('./messages-in-postgres.ts')).MessagesInPostgres.watch(adminUrl);
}
