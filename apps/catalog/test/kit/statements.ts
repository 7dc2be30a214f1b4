import { jest } from '@jest/globals';
import type { Database } from '@tovar/platform';

/** Runs `work` and counts the SQL statements that it sends to the catalogue's database meanwhile. */
export async function statementsDuring<T>(
  database: Database,
  work: () => Promise<T>,
): Promise<{ result: T; count: number }> {
  const spies = [jest.spyOn(database, 'prepared'), jest.spyOn(database, 'query')];
  try {
    const result = await work();
    return { result, count: spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0) };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
