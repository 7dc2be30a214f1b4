import type { GraphQLSchema } from 'graphql';
import { everyScope } from './support/access-of.ts';
import { type FieldPath, pathsOf, queryFor, sizeArgument } from './support/field-paths.ts';
import { inBatches } from './support/in-batches.ts';
import type { RawAnswer, RawClient } from './support/raw-client.ts';
import { startWholeShop } from './support/start-whole-shop.ts';
import type { WholeShop } from './support/whole-shop.ts';

const TOO_LARGE_OR_NONE = [101, 1_000_000, 2_147_483_647, 0, -1, -2_147_483_648];
const NO_NUMBER = ['2147483648', '1.5', '"20"', 'many', '[20]'];
/** Less than a page of a hundred costs, more than a page of one. */
const BUDGET = '90';

describe('the lists of the graph', () => {
  let shop: WholeShop;
  let staff: RawClient;
  let lists: readonly FieldPath[];

  beforeAll(async () => {
    shop = await startWholeShop({ GATEWAY_MAX_COST: BUDGET });
    staff = shop.guest.withToken(await shop.token({ scopes: everyScope() }));
    lists = listsOf(await shop.schema());
  });
  afterAll(() => shop.stop());

  const expectRefused = async (
    code: string,
    ask: (list: FieldPath) => readonly Promise<RawAnswer>[],
  ): Promise<void> => {
    const odd = await inBatches(lists, async (list) => {
      const answers = await Promise.all(ask(list));
      const wrong = answers.filter(
        ({ status, codes, statements }) => status !== 400 || codes[0] !== code || statements,
      );
      return wrong.map(({ text }) => `${list.name}: ${text}`);
    });
    expect(odd.flat()).toEqual([]);
  };

  it('[GQL-02] are known: of every field with pages there is a query', () => {
    expect(lists.length).toBeGreaterThan(12);
  });

  it.each(TOO_LARGE_OR_NONE)('[GQL-02] have no page of %i, written out, by variable or by default', async (size) => {
    await expectRefused('INVALID_PAGE_SIZE', (list) => asked(list, String(size)));
  });

  it.each(NO_NUMBER)('[GQL-02] have no page of %s', async (size) => {
    await expectRefused('GRAPHQL_VALIDATION_FAILED', (list) => asked(list, size).slice(0, 1));
  });

  it('[GQL-02] have pages of the usual size for null', async () => {
    const refused = await inBatches(lists, async (list) => {
      const answers = await Promise.all(asked(list, 'null'));
      return answers.some(({ codes }) => codes.includes('INVALID_PAGE_SIZE')) ? [list.name] : [];
    });
    expect(refused.flat()).toEqual([]);
  });

  it('[GQL-03] cost as much as they are long, written out, by variable and by default', async () => {
    await expectRefused('OPERATION_TOO_LARGE', (list) => asked(list, '100'));
    const short = await inBatches(lists, async (list) => {
      const answers = await Promise.all(asked(list, '1'));
      return answers.some(({ codes }) => codes.includes('OPERATION_TOO_LARGE')) ? [list.name] : [];
    });
    expect(short.flat()).toEqual([]);
  });

  /** In each way to say a size. */
  function asked(list: FieldPath, size: string): Promise<RawAnswer>[] {
    const isVariable = /^-?\d+$|^null$/.test(size);
    return [
      staff.graphql(queryFor(list, { value: size })),
      staff.graphql(queryFor(list, { declared: `($n: Int = ${size})`, value: '$n' })),
      ...(isVariable
        ? [staff.graphql(queryFor(list, { declared: '($n: Int)', value: '$n' }), { n: JSON.parse(size) as unknown })]
        : []),
    ];
  }
});

describe('the lists of the graph in a query of usual cost', () => {
  let shop: WholeShop;

  beforeAll(async () => {
    shop = await startWholeShop({ GATEWAY_CACHE_MB: '0' });
  });
  afterAll(() => shop.stop());

  it('[GQL-03] take as many statements for a long page as for a short one', async () => {
    const staff = shop.guest.withToken(await shop.token({ scopes: everyScope() }));
    const lists = listsOf(await shop.schema());
    const growing: string[] = [];
    for (const list of lists) {
      const few = await staff.graphql(queryFor(list, { value: '2' }));
      const many = await staff.graphql(queryFor(list, { value: '40' }));
      if (many.statements > few.statements) growing.push(`${list.name}: ${few.statements}, ${many.statements}`);
    }
    expect(growing).toEqual([]);
    const nested = (size: number): string =>
      `{ products(first: ${size}) { nodes { breadcrumb { name } variants { price { money { amount } } } related(kind: SIMILAR) { name } } } }`;
    const [few, many] = [await staff.graphql(nested(2)), await staff.graphql(nested(40))];
    expect([few.status, many.status, many.statements]).toEqual([200, 200, few.statements]);
  });
});

function listsOf(schema: GraphQLSchema): FieldPath[] {
  return pathsOf(schema).filter(({ field }) => sizeArgument(field));
}
