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
    const span = beginSpan(() => ({ name: nameOf(args[0]), kind: 'client', attributes: POSTGRESQL }));
    if (!span) return query(...args);
    const callback = args.at(-1);
    if (typeof callback === 'function') return query(...args.slice(0, -1), ending(span, callback as Callback));
    const answer = query(...args);
    if (answer instanceof Promise) void answer.then(...endOf(span));
    else span.end();
    return answer;
  };
}

function nameOf(query: unknown): string {
  const { name, text = '' } = typeof query === 'string' ? { name: undefined, text: query } : (query as QueryConfig);
  return name ?? (/^\s*(\w+)/.exec(text)?.[1] ?? 'statement').toUpperCase();
}

function ending(span: OpenSpan, callback: Callback): Callback {
  return (error, result) => {
    if (error) span.fail(error);
    span.end();
    callback(error, result);
  };
}

function endOf(span: OpenSpan): [() => void, (error: unknown) => void] {
  const fail = (error: unknown): void => {
    span.fail(error);
    span.end();
  };
  return [() => span.end(), fail];
}
