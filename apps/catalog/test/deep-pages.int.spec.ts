import { vi } from 'vitest';
import type { PreparedStatement } from '@tovar/platform';
import { FillDemoCatalog } from '../src/index.ts';
import { ProductPages } from '../src/queries/product-pages.ts';
import { CatalogShop } from './kit/catalog-shop.ts';

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

const PAGE = 24;

describe('a list of two thousand products', () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.empty();
    await shop.get(FillDemoCatalog).execute({ seed: 1, size: 'medium' });
    await shop.analyze();
  });
  afterAll(() => shop.stop());

  /** How many rows of the listing the database looks at to find the products of a page. */
  const rowsReadFor = async (statement: PreparedStatement, values: readonly unknown[]): Promise<number> => {
    const [row] = await shop.database.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${statement.text}`,
      values,
    );
    const all = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(all)];
    const readings = (row?.['QUERY PLAN'] ?? []).flatMap(({ Plan }) => all(Plan)).filter(isOfListing);
    expect(readings).toHaveLength(1);
    return readings.reduce((sum, node) => sum + node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0), 0);
  };

  it.each([
    ['NEWEST', undefined],
    ['PRICE_ASC', undefined],
    ['PRICE_DESC', 'electronics'],
    ['NAME', 'clothing'],
  ] as const)('by %s reads no more for its last pages than for its first', async (sort, category) => {
    const asked = vi.spyOn(shop.database, 'prepared');
    const pages = shop.get(ProductPages);
    let after: string | null = null;
    do {
      const page = await pages.page({ sort, category, currency: 'EUR', locale: 'EN', first: PAGE, after });
      after = page.hasNext ? page.endCursor : null;
    } while (after !== null);
    const calls = asked.mock.calls.filter(([{ text }]) => /FROM listing/.test(text));
    asked.mockRestore();
    expect(calls.length).toBeGreaterThan(category ? 5 : 80);
    for (const [statement, values] of [
      ...calls.slice(0, 1),
      ...calls.slice(calls.length / 2, calls.length / 2 + 1),
      ...calls.slice(-2),
    ]) {
      // Towards the end the planner may rather sort the few rows that are left than follow the index.
      expect(await rowsReadFor(statement, values)).toBeLessThanOrEqual(2 * (PAGE + 1));
    }
  });
});

function isOfListing(node: PlanNode): boolean {
  return node['Relation Name']?.startsWith('listing') ?? false;
}
