import { beforeCommit, currentTransaction } from './transaction-context.ts';

/** Collects what is added within one transaction, and works on all of it together as the last thing in it. */
export class TransactionBatch<Item> {
  private readonly collected = new WeakMap<object, Item[]>();

  constructor(private readonly work: (items: readonly Item[]) => Promise<void>) {}

  /** Outside of a transaction the work is done at once. Nothing is done when the transaction fails before. */
  async add(item: Item): Promise<void> {
    const open = currentTransaction();
    if (!open) return this.work([item]);
    const known = this.collected.get(open);
    if (known) return void known.push(item);
    const items = [item];
    this.collected.set(open, items);
    await beforeCommit(async () => {
      this.collected.delete(open);
      await this.work(items);
    });
  }
}
