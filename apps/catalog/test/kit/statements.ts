import type { TestResponse } from '@tovar/testing';

/** Sends a request and counts the SQL statements that it took; NaN when the service did not say. */
export async function withStatements(
  send: () => Promise<TestResponse>,
): Promise<{ result: TestResponse; count: number }> {
  const result = await send();
  return { result, count: Number(result.headers['x-statements']) };
}
