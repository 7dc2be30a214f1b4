import type { QueryConfig } from 'pg';
import { beginSpan } from '../tracing/in-span.ts';
import type { OpenSpan } from '../tracing/span.ts';

type Query = (...args: unknown[]) => unknown;
type Callback = (error: unknown, result: unknown) => void;

const POSTGRESQL = { 'db.system.name': 'postgresql' };

/**
 * The driver's `query`, recorded as a span by the name of a prepared statement, or by the first word of any other: neither
 * its text nor its values, which are customers' data. Where nothing is recorded, it is the driver's own.
 */
export function recorded(query: Query): Query {
  return (...args) => {
    const span = beginStatement(args[0] as string | QueryConfig);
    if (!span) return query(...args);
    const callback = args.at(-1);
    if (typeof callback === 'function')
      return query(...args.slice(0, -1), (error: unknown, result: unknown) => {
        end([span], error);
        (callback as Callback)(error, result);
      });
    const answer = query(...args);
    if (answer instanceof Promise) endWith([span], answer);
    else span.end();
    return answer;
  };
}

/** The span of one statement, begun by whoever gives it. */
export function beginStatement(statement: string | QueryConfig): OpenSpan | undefined {
  return beginSpan(() => ({ name: nameOf(statement), kind: 'client', attributes: POSTGRESQL }));
}

function nameOf(statement: string | QueryConfig): string {
  const { name, text = '' } = typeof statement === 'string' ? { name: undefined, text: statement } : statement;
  return name ?? (/^\s*(\w+)/.exec(text)?.[1] ?? 'statement').toUpperCase();
}

/** Ends spans with the answer to what they are of. */
export function endWith(given: readonly (OpenSpan | undefined)[], answer: Promise<unknown>): void {
  const spans = given.filter((span) => span !== undefined);
  if (spans.length === 0) return;
  void answer.then(
    () => end(spans),
    (error: unknown) => end(spans, error),
  );
}

function end(spans: readonly OpenSpan[], error?: unknown): void {
  for (const span of spans) {
    if (error) span.fail(error);
    span.end();
  }
}
