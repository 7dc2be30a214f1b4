import type { PoolClient, QueryConfig, QueryResult, Submittable } from 'pg';
import { prepareValue } from 'pg/lib/utils.js';
import { GroupedQuery, type HeldStatement } from './grouped-query.ts';
import type { PreparedStatement } from './sql-executor.ts';
import { beginStatement, endWith, recorded } from './statement-span.ts';
import type { OpenSpan } from '../tracing/span.ts';

type Query = (...args: unknown[]) => unknown;
type Statement = string | QueryConfig | Submittable;

/** What the driver remembers of the statements that a connection has seen; its types leave it out. */
interface Remembering {
  readonly connection: { readonly parsedStatements: Readonly<Record<string, string | undefined>> };
}

const BEGIN: HeldStatement = { name: 'BEGIN', text: 'BEGIN', values: [] };
const COMMIT: HeldStatement = { name: 'COMMIT', text: 'COMMIT', values: [] };
const BEGINS = /^(?:BEGIN|START TRANSACTION)$/;
const ENDS = /^(?:COMMIT|ROLLBACK)$/;
const NOTHING: QueryResult = { rows: [], rowCount: null, fields: [], oid: 0, command: '' };
const NOTHING_SENT = Promise.resolve(NOTHING);

const groups = new WeakMap<PoolClient, StatementGroups>();

/**
 * Takes the place of a connection's `query`: the beginning of a transaction, and what is held back, travel with the next
 * statement, so that a short transaction asks the server twice and not six times. `count` is told of all that is sent.
 */
export function groupStatements(client: PoolClient, count: (statements: number) => void): void {
  const group = new StatementGroups(client, client.query.bind(client), count);
  groups.set(client, group);
  client.query = group.query as typeof client.query;
}

/** Holds a statement back within a transaction: only its failure matters, and that fails the transaction. */
export function holdBack(client: PoolClient, statement: PreparedStatement, values: readonly unknown[]): void {
  groupsOf(client).hold(statement, values);
}

/**
 * Commits with what is held back, or rolls back and throws what PostgreSQL says of the first that fails. The ORM's own end
 * of the transaction then asks for nothing more.
 */
export async function commitWithHeld(client: PoolClient): Promise<void> {
  await groupsOf(client).commit();
}

function groupsOf(client: PoolClient): StatementGroups {
  const known = groups.get(client);
  if (!known) throw new Error('The connection is none of a database of ours.');
  return known;
}

class StatementGroups {
  private readonly single: Query;
  private held: HeldStatement[] = [];
  /** Of what is held back: each begins where it was given, and ends with the answer. */
  private readonly spans: OpenSpan[] = [];
  private isOpen = false;
  /** Its beginning may not have been carried out: nothing of it may be carried out for itself. */
  private hasFailed = false;
  /** While one statement must wait for another, whatever comes waits in line. */
  private line?: Promise<unknown>;

  constructor(
    private readonly client: PoolClient,
    private readonly send: Query,
    private readonly count: (statements: number) => void,
  ) {
    this.single = recorded(send);
  }

  hold(statement: PreparedStatement, values: readonly unknown[]): void {
    if (!this.isOpen) throw new Error('No transaction is open any more for what was to be sent with it.');
    const held = { ...statement, values: values.map((value) => prepareValue(value)) };
    const span = beginStatement(held);
    if (span) this.spans.push(span);
    void this.inLine(() => this.held.push(held));
  }

  /** See `commitWithHeld`. */
  commit(): unknown {
    return this.inLine(() => this.end(() => this.commitNow()));
  }

  readonly query = (...args: unknown[]): unknown => this.inLine(() => this.ask(args));

  private ask(args: unknown[]): unknown {
    const text = textOf(args[0] as Statement);
    if (BEGINS.test(text)) return this.begin();
    if (ENDS.test(text)) return this.isOpen ? this.end(() => this.endNow(text)) : NOTHING_SENT;
    if (this.hasFailed) return Promise.reject(new Error('The transaction has failed.'));
    return this.held.length === 0 ? this.alone(args) : this.withHeld(args);
  }

  private begin(): Promise<QueryResult> {
    [this.held, this.isOpen, this.hasFailed] = [[BEGIN], true, false];
    return NOTHING_SENT;
  }

  private endNow(text: string): Promise<unknown> {
    return text === 'COMMIT' ? this.commitNow() : this.rollBack();
  }

  private async end(work: () => Promise<unknown>): Promise<unknown> {
    try {
      return await work();
    } finally {
      [this.held, this.isOpen, this.hasFailed] = [[], false, false];
    }
  }

  private async commitNow(): Promise<unknown> {
    const isEmpty = this.held.length === 1 && this.held[0] === BEGIN;
    if (isEmpty) return NOTHING;
    try {
      const result = await this.together(COMMIT);
      // What PostgreSQL answers in a transaction that a statement has failed in, and somebody has caught that.
      if (this.hasFailed || result.command === 'ROLLBACK') throw new Error('The transaction has failed.');
      return result;
    } catch (error) {
      await this.rollBack().catch(() => undefined);
      throw error;
    }
  }

  private async rollBack(): Promise<unknown> {
    const wasBegun = this.held[0] !== BEGIN;
    this.held = [];
    endWith(this.spans.splice(0), Promise.resolve());
    return wasBegun ? this.alone(['ROLLBACK']) : NOTHING;
  }

  private alone(args: unknown[]): unknown {
    this.count(1);
    return this.single(...args);
  }

  private withHeld(args: unknown[]): Promise<unknown> {
    if (typeof args.at(-1) === 'function')
      throw new Error('Within a transaction answers are promised, not called back.');
    const config = configOf(args);
    return config ? this.together(config) : this.waitedFor(this.behindHeld(args));
  }

  /** What the driver would send as plain text may be several statements, or a stream: it goes behind the others. */
  private async behindHeld(args: unknown[]): Promise<unknown> {
    const last = this.held.pop();
    if (last) await this.together(last);
    return this.alone(args);
  }

  private together(last: QueryConfig): Promise<QueryResult> {
    const { held } = this;
    this.held = [];
    if (held.every((statement) => this.knows(statement))) return this.group(held, last);
    return this.waitedFor(this.introduce(held, last));
  }

  /** Lets everything else wait for this. */
  private waitedFor<T>(answer: Promise<T>): Promise<T> {
    const isOver = (): void => {
      if (this.line === line) this.line = undefined;
    };
    const line = answer.then(isOver, isOver);
    this.line = line;
    return answer;
  }

  private inLine(work: () => unknown): unknown {
    return this.line ? this.waitedFor(this.line.then(work)) : work();
  }

  /** A group knows all of its statements but the last. */
  private async introduce(held: readonly HeldStatement[], last: QueryConfig): Promise<QueryResult> {
    const unknown = held.findIndex((statement) => !this.knows(statement));
    const newcomer = held[unknown];
    if (!newcomer) return this.group(held, last);
    await this.group(held.slice(0, unknown), newcomer);
    return this.introduce(held.slice(unknown + 1), last);
  }

  private knows({ name, text }: HeldStatement): boolean {
    return (this.client as unknown as Remembering).connection.parsedStatements[name] === text;
  }

  private group(earlier: readonly HeldStatement[], last: QueryConfig): Promise<QueryResult> {
    this.count(earlier.length + 1);
    const answer = new Promise<QueryResult>((resolve, reject) => {
      this.send(new GroupedQuery(earlier, last, (error, result) => (error ? reject(error) : resolve(result))));
    });
    endWith([...this.spans.splice(0), beginStatement(last)], answer);
    if (earlier[0] === BEGIN || last === BEGIN) answer.catch(() => (this.hasFailed = true));
    return answer;
  }
}

function textOf(statement: Statement): string {
  if (typeof statement === 'string') return statement;
  return 'text' in statement ? statement.text : '';
}

/** The statement, when the driver would send its values apart from its text. */
function configOf([statement, values]: unknown[]): QueryConfig | undefined {
  const given = statement as Statement;
  if (typeof given === 'string')
    return Array.isArray(values) && values.length > 0 ? { text: given, values } : undefined;
  if ('submit' in given) return undefined;
  return given.name !== undefined || (given.values?.length ?? 0) > 0 ? given : undefined;
}
