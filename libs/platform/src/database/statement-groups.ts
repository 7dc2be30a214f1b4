import type { PoolClient, QueryConfig, QueryResult, Submittable } from 'pg';
import { GroupedQuery, type HeldStatement } from './grouped-query.ts';
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
export function holdBack(client: PoolClient, statement: HeldStatement): void {
  groups.get(client)?.hold(statement);
}

/**
 * Commits with what is held back, or rolls back and throws what PostgreSQL says of the first that fails. The ORM's own end
 * of the transaction then asks for nothing more.
 */
export async function commitWithHeld(client: PoolClient): Promise<void> {
  await groups.get(client)?.commit();
}

class StatementGroups {
  private readonly single: Query;
  private held: HeldStatement[] = [];
  /** Of what is held back: each begins where it was given, and ends with the answer. */
  private readonly spans: OpenSpan[] = [];
  /** The transaction has ended, and its ORM does not know yet. */
  private isOver = false;
  /** Statements that the connection did not know, on their way one after the other: whatever comes waits behind them. */
  private introduced?: Promise<unknown>;

  constructor(
    private readonly client: PoolClient,
    private readonly send: Query,
    private readonly count: (statements: number) => void,
  ) {
    this.single = recorded(send);
  }

  hold(statement: HeldStatement): void {
    this.held.push(statement);
    const span = beginStatement(statement);
    if (span) this.spans.push(span);
  }

  /** See `commitWithHeld`. */
  async commit(): Promise<QueryResult> {
    await this.introduced;
    try {
      const isEmpty = this.held.length === 1 && this.held[0] === BEGIN;
      return isEmpty ? NOTHING : await this.together(COMMIT);
    } catch (error) {
      await this.rollBack().catch(() => undefined);
      throw error;
    } finally {
      this.held = [];
      this.isOver = true;
    }
  }

  readonly query = (...args: unknown[]): unknown => {
    if (this.introduced) return this.introduced.then(() => this.query(...args));
    const text = textOf(args[0] as Statement);
    if (BEGINS.test(text)) {
      this.held = [BEGIN];
      this.isOver = false;
      return Promise.resolve(NOTHING);
    }
    if (this.isOver && ENDS.test(text)) return Promise.resolve(NOTHING);
    if (text === 'COMMIT') return this.commit();
    if (text === 'ROLLBACK') return this.rollBack();
    return this.held.length === 0 ? this.alone(args) : this.withHeld(args);
  };

  private alone(args: unknown[]): unknown {
    this.count(1);
    return this.single(...args);
  }

  private async rollBack(): Promise<unknown> {
    const wasBegun = this.held[0] !== BEGIN;
    this.held = [];
    endWith(this.spans.splice(0), Promise.resolve());
    return wasBegun ? this.alone(['ROLLBACK']) : NOTHING;
  }

  /** What the driver would send as plain text may be several statements, or a stream: it goes behind the others. */
  private async withHeld(args: unknown[]): Promise<unknown> {
    const config = configOf(args);
    if (config) return this.together(config);
    const last = this.held.pop();
    if (last) await this.together(last);
    return this.alone(args);
  }

  private together(last: QueryConfig): Promise<QueryResult> {
    const { held } = this;
    this.held = [];
    if (held.every((statement) => this.knows(statement))) return this.group(held, last);
    const answer = this.introduce(held, last);
    const isOver = (): void => {
      if (this.introduced === introduced) this.introduced = undefined;
    };
    const introduced = answer.then(isOver, isOver);
    this.introduced = introduced;
    return answer;
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
