import { services } from '@tovar/all-in-one';
import { Database, declaredServices, loadModules } from '@tovar/platform';
import { TestShop } from '@tovar/testing';
import { DataSource } from 'typeorm';

/**
 * What entities leave to the migrations alone: foreign keys, checks, unique keys and indices (TypeORM knows them by names
 * of its own), and defaults, because entities write every column. The last is TypeORM's own bookkeeping.
 */
const LEFT_TO_MIGRATIONS = /DROP CONSTRAINT|^DROP INDEX|DROP DEFAULT$|^DELETE FROM .*typeorm_metadata/;

/** TypeORM looks for the expressions of generated columns in a table of its own; an empty one is enough to compare. */
const TABLE_OF_TYPEORM = `CREATE TABLE IF NOT EXISTS typeorm_metadata
  (type text, database text, schema text, "table" text, name text, value text)`;

await loadModules(services);

describe('the entities', () => {
  let shop: TestShop;
  // Prisma's schema is compared by its service's own test.
  const names = declaredServices().flatMap(({ name, database }) => (database && 'entities' in database ? [name] : []));

  beforeAll(async () => {
    shop = await TestShop.start(services, { listen: { gateway: { host: '127.0.0.1', port: 0 } } });
  });
  afterAll(() => shop.stop());

  it.each(names)('of %s agree with its migrations', async (name) => {
    expect(await asOwner(name, (database) => changesOf(database, name))).toEqual([]);
  });

  it('disagree as soon as a column is there that none of them knows', async () => {
    const changes = await asOwner('orders', async (database) => {
      await database.query('ALTER TABLE orders.orders ADD COLUMN surplus integer');
      return changesOf(database, 'orders');
    });
    expect(changes).toEqual(['ALTER TABLE "orders" DROP COLUMN "surplus"']);
  });

  /** The service's own entities, on a connection that may see and change everything. */
  async function asOwner<T>(service: string, work: (database: DataSource) => Promise<T>): Promise<T> {
    const { options } = shop.running.app(service).get(Database).manager.dataSource;
    const url = shop.running.process.environment.ADMIN_DATABASE_URL;
    const database = await new DataSource({ ...options, url } as typeof options).initialize();
    try {
      return await work(database);
    } finally {
      await database.destroy();
    }
  }
});

/** What TypeORM would change of the tables so that they fit the entities. */
async function changesOf(database: DataSource, schema: string): Promise<string[]> {
  await database.query(TABLE_OF_TYPEORM);
  const generated = await generatedColumns(database, schema);
  const { upQueries } = await database.driver.createSchemaBuilder().log();
  const changes = upQueries.map(({ query }) => query);
  return changes.filter((query) => !LEFT_TO_MIGRATIONS.test(query) && !generated.has(query));
}

/** Columns that PostgreSQL fills by itself: an entity need not know them, so TypeORM would drop them. */
async function generatedColumns(database: DataSource, schema: string): Promise<Set<string>> {
  const columns: { table_name: string; column_name: string }[] = await database.query(
    `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = $1 AND is_generated = 'ALWAYS'`,
    [schema],
  );
  return new Set(columns.map((column) => `ALTER TABLE "${column.table_name}" DROP COLUMN "${column.column_name}"`));
}
