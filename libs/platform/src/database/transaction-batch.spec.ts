import { TransactionBatch } from './transaction-batch.ts';
import { inTransactionContext, type OpenTransaction } from './transaction-context.ts';

function aTransaction(): OpenTransaction {
  return {
    owner: {},
    orm: undefined,
    connection: undefined as never,
    beforeCommit: [],
    afterCommit: [],
    afterRollback: [],
  };
}

async function commit({ beforeCommit }: OpenTransaction): Promise<void> {
  for (const last of beforeCommit) await last();
}

describe('what one transaction collects', () => {
  it('is worked on together, as the last thing in it', async () => {
    const worked: number[][] = [];
    const batch = new TransactionBatch<number>(async (items) => void worked.push([...items]));
    const transaction = aTransaction();
    await inTransactionContext(transaction, async () => {
      for (const item of [1, 2, 3]) await batch.add(item);
    });
    expect(worked).toEqual([]);
    await commit(transaction);
    expect(worked).toEqual([[1, 2, 3]]);
  });

  it('is forgotten with a transaction that fails, and never part of another', async () => {
    const worked: number[][] = [];
    const batch = new TransactionBatch<number>(async (items) => void worked.push([...items]));
    await inTransactionContext(aTransaction(), () => batch.add(1));
    const next = aTransaction();
    await inTransactionContext(next, () => batch.add(2));
    await commit(next);
    expect(worked).toEqual([[2]]);
  });

  it('is worked on at once when no transaction is open', async () => {
    const worked: number[][] = [];
    await new TransactionBatch<number>(async (items) => void worked.push([...items])).add(1);
    expect(worked).toEqual([[1]]);
  });
});
