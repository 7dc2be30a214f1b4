import { codesOf, ToyShop } from './toy/toy-shop.ts';

/**
 * How many times as long as an honest operation of the largest allowed size a hostile one may take. Both run on the same
 * machine at the same time, so its noise falls on both.
 */
const TIMES_AS_LONG = 4;
const TRIES = 5;

describe('an operation that is made to hurt', () => {
  let shop: ToyShop;
  let honest = 0;

  beforeAll(async () => {
    shop = await ToyShop.start();
    await shop.graphql('{ best { id } }');
  });
  beforeEach(() => {
    shop.calls.length = 0;
  });
  afterAll(() => shop.stop());

  /** `count` fragments, each of which spreads the next one `times`. */
  const chain = (count: number, times: number): string => {
    const spreads = (index: number): string => `...F${index + 1} `.repeat(times);
    const links = Array.from({ length: count }, (_, index) => `fragment F${index} on Product { ${spreads(index)}}`);
    return `{ best { ...F0 } } ${links.join(' ')} fragment F${count} on Product { id }`;
  };

  /** A large operation that the gateway has never seen, within all limits, and run. */
  const runHonest = async (): Promise<void> => {
    honest += 1;
    const fields = Array.from({ length: 9 }, (_, index) => `f${index}: products { ${'id name '.repeat(40)} rating }`);
    const answer = await shop.graphql(`query Honest${honest} { ${fields.join(' ')} }`);
    expect(answer.status).toBe(200);
  };
  const msOf = async (work: () => Promise<void>): Promise<number> => {
    const startedAt = performance.now();
    await work();
    return performance.now() - startedAt;
  };
  /** By turns, and the best of each: what a busy machine adds to single tries is not counted. */
  const expectAsQuick = async (hostile: (index: number) => Promise<void>): Promise<void> => {
    const took = { hostile: [] as number[], honest: [] as number[] };
    for (let index = 0; index < TRIES; index += 1) {
      took.honest.push(await msOf(runHonest));
      took.hostile.push(await msOf(() => hostile(index)));
    }
    expect(Math.min(...took.hostile)).toBeLessThan(TIMES_AS_LONG * Math.min(...took.honest));
  };

  it.each([
    ['fragments that double each other', chain(30, 2), 'OPERATION_TOO_LARGE'],
    ['many doubling fragments', chain(80, 2), 'OPERATION_TOO_LARGE'],
    [
      'a fragment that is spread ten thousand times',
      `{ best { ${'...F '.repeat(10_000)} } } fragment F on Product { id }`,
      'OPERATION_TOO_LARGE',
    ],
    [
      'a fragment that is spread often',
      `{ best { ${'...F '.repeat(400)} } } fragment F on Product { id name rating }`,
      'OPERATION_TOO_LARGE',
    ],
    [
      'fragments in a circle',
      '{ best { ...A } } fragment A on Product { ...B } fragment B on Product { ...A }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a fragment of itself', '{ best { ...A } } fragment A on Product { id ...A }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a deep nest', `{ best ${'{ related '.repeat(20)} { id } ${'}'.repeat(20)} }`, 'OPERATION_TOO_LARGE'],
    [
      'many aliases',
      `{ ${Array.from({ length: 101 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
      'OPERATION_TOO_LARGE',
    ],
    ['one field five hundred times', `{ ${'__typename '.repeat(500)} }`, 'OPERATION_TOO_LARGE'],
    ['one inner field nine hundred times', `{ best { ${'rating '.repeat(990)} } }`, 'GRAPHQL_VALIDATION_FAILED'],
    ['many directives', `{ best @include(if: true) { id ${'@skip(if: false) '.repeat(50)} } }`, 'OPERATION_TOO_LARGE'],
    ['many unknown directives', `{ best { id ${'@aa '.repeat(10)} } }`, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'many mutations',
      `mutation { ${Array.from({ length: 6 }, (_, index) => `a${index}: rename(id: "p1", name: "x") { id }`).join(' ')} }`,
      'OPERATION_TOO_LARGE',
    ],
    ['a long text', `{ product(id: "${'x'.repeat(11_000)}") { id } }`, 'OPERATION_TOO_LARGE'],
    [
      'a deep literal',
      `{ price(of: { secretCode: "a", note: ${'['.repeat(490)}${']'.repeat(490)} }) }`,
      'OPERATION_TOO_LARGE',
    ],
  ])('[GQL-04] is refused in time and reaches no service: %s', async (_, query, code) => {
    // What is refused is not remembered: each try is as dear.
    await expectAsQuick(async () => {
      shop.calls.length = 0;
      const answer = await shop.graphql(query);
      expect([answer.status, codesOf(answer), shop.calls]).toEqual([400, [code], []]);
    });
  });

  it('[GQL-04] ends in time with deep inline fragments', async () => {
    // Another name each time, so that no try finds what was planned for the one before.
    await expectAsQuick(async (index) => {
      const nest = `${'{ ... '.repeat(300)} { id rating } ${'}'.repeat(300)}`;
      const answer = await shop.graphql(`query Nest${index} { best ${nest} }`);
      expect([answer.status, answer.data]).toEqual([200, { best: { id: 'p1', rating: 4.5 } }]);
    });
  });
});
