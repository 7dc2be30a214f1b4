import { AsyncLocalStorage } from 'node:async_hooks';
import pg, { type Pool, type PoolClient, type QueryConfig, type QueryResult } from 'pg';
import { LruMap } from '../memory/lru-map.ts';
import { type BegunTransaction, SqlDatabase } from './sql-database.ts';
import { withinDeadline } from './statement-deadline.ts';

/** What the platform needs to know of a client that Prisma has generated. */
export interface GeneratedClient {
  $transaction(...given: never): Promise<unknown>;
  $disconnect(): Promise<void>;
}

/** The class of such a client, as a service's `generated` folder exports it. */
export type GeneratedClientClass<Client extends GeneratedClient = GeneratedClient> = new (options: {
  readonly adapter: import('@prisma/adapter-pg').PrismaPg;
  readonly errorFormat: 'minimal';
}) => Client;

/** A client without what would go around the database's own connections and transactions. */
export type JoinedClient<Client> = Omit<Client, '$transaction' | '$connect' | '$disconnect' | '$on' | '$extends'>;

type BeginTransaction = <T>(
  work: (client: unknown) => Promise<T>,
  limits: { readonly maxWait: number; readonly timeout: number },
) => Promise<T>;

/** The server's own limits end a transaction earlier; Prisma must not end it without telling its statements. */
const LIMITS = { maxWait: 60_000, timeout: 120_000 };

/** Each is kept by every connection that has run it. */
const MOST_NAMED_STATEMENTS = 200;

/** What ends a transaction is told to the server also when nobody waits any more. */
const END_OF_TRANSACTION = /^(?:COMMIT|ROLLBACK)/;

/**
 * The database of a service that uses Prisma. The generated client draws from the same pool as statements do: it joins the
 * open transaction, its statements are counted and end with the request that they are for.
 */
export class PrismaDatabase<Client extends GeneratedClient> extends SqlDatabase {
  private readonly prisma: Client;
  /** Receives the connection on which Prisma begins a transaction. */
  private readonly beginning = new AsyncLocalStorage<{ connection?: PoolClient }>();

  private constructor(pool: Pool, connect: (pool: Pool) => Client) {
    super(pool);
    this.prisma = connect(this.poolForPrisma());
  }

  /** Throws when the database does not answer. The adapter is loaded by services that use Prisma alone. */
  static async open<Client extends GeneratedClient>(
    pool: Pool,
    schema: string,
    Generated: GeneratedClientClass<Client>,
  ): Promise<PrismaDatabase<Client>> {
    const { PrismaPg } = await import('@prisma/adapter-pg');
    await pool.query('SELECT 1');
    return new PrismaDatabase(
      pool,
      (joined) =>
        new Generated({
          adapter: new PrismaPg(joined, { schema, statementNameGenerator: statementNames(schema) }),
          errorFormat: 'minimal',
        }),
    );
  }

  /** Prisma's client, bound to the open transaction. */
  get client(): JoinedClient<Client> {
    return (this.open?.orm as JoinedClient<Client> | undefined) ?? this.prisma;
  }

  async onModuleDestroy(): Promise<void> {
    await this.prisma.$disconnect();
    await this.pool.end();
  }

  protected begin<T>(work: (begun: BegunTransaction) => Promise<T>): Promise<T> {
    const begun: { connection?: PoolClient } = {};
    const beginTransaction = this.prisma.$transaction.bind(this.prisma) as unknown as BeginTransaction;
    return this.beginning.run(begun, () =>
      beginTransaction((client) => {
        if (!begun.connection) throw new Error('Prisma has begun a transaction on a connection of its own.');
        return work({ connection: begun.connection, orm: client });
      }, LIMITS),
    );
  }

  /** What Prisma's adapter uses of a pool, and no more. */
  private poolForPrisma(): Pool {
    const { pool } = this;
    const joined = {
      options: pool.options,
      on: pool.on.bind(pool),
      removeListener: pool.removeListener.bind(pool),
      query: (query: QueryConfig): Promise<QueryResult> => this.run(query),
      connect: () => this.connectForPrisma(),
    };
    // The adapter takes whatever else it is given for settings.
    return Object.assign(Object.create(pg.Pool.prototype), joined) as Pool;
  }

  private async connectForPrisma(): Promise<PoolClient> {
    const client = await this.pool.connect();
    const begun = this.beginning.getStore();
    if (begun) begun.connection ??= client;
    const joined = {
      on: client.on.bind(client),
      removeListener: client.removeListener.bind(client),
      release: (broken?: Error | boolean) => client.release(broken),
      query: (query: QueryConfig) =>
        END_OF_TRANSACTION.test(query.text) ? client.query(query) : withinDeadline(client, query),
    };
    return joined as unknown as PoolClient;
  }
}

/**
 * Names of Prisma's statements, by which a connection knows them again: parsed and planned once. One gets a name when it comes
 * again, so that what varies without end, as lists of values do, takes none from the others.
 */
function statementNames(schema: string): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  const seen = new LruMap<string, true>(MOST_NAMED_STATEMENTS);
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    const isFirst = !seen.get(sql);
    if (isFirst) seen.set(sql, true);
    if (isFirst || names.size >= MOST_NAMED_STATEMENTS) return '';
    const name = `${schema}.prisma-${names.size}`;
    names.set(sql, name);
    return name;
  };
}
