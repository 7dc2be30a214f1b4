/** A GraphQL request that must be refused, and with which code. */
export interface BadOperation {
  readonly what: string;
  readonly query: string;
  readonly variables?: object;
  readonly code: string;
}

const PAGE = 'nodes { id }';
const nested = (levels: number): string => 'children { '.repeat(levels) + 'id' + ' }'.repeat(levels);
const many = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');
const sized = (what: string, query: string, variables?: object): BadOperation => ({
  what,
  query,
  variables,
  code: 'INVALID_PAGE_SIZE',
});
const large = (what: string, query: string): BadOperation => ({ what, query, code: 'OPERATION_TOO_LARGE' });
const invalid = (what: string, query: string, variables?: object): BadOperation => ({
  what,
  query,
  variables,
  code: 'GRAPHQL_VALIDATION_FAILED',
});
const misplaced = (what: string, query: string): BadOperation => ({ what, query, code: 'INVALID_CURSOR' });

/** Operations that no client has a reason to send. None of them may cost the shop a single statement. */
export const BAD_OPERATIONS: readonly BadOperation[] = [
  { what: 'what is no GraphQL', query: '{ products(', code: 'GRAPHQL_PARSE_FAILED' },
  invalid('an unknown field', '{ products { nodes { costPrice } } }'),
  invalid('an unknown argument', '{ products(where: "1=1") { nodes { id } } }'),
  invalid('what services tell each other', '{ _entities(representations: []) { __typename } }'),
  invalid('a missing variable', 'query ($slug: String!) { category(slug: $slug) { id } }'),
  invalid('a variable of another type', 'query ($first: Int) { products(first: $first) { nodes { id } } }', {
    first: '5',
  }),
  invalid('fragments in a circle', '{ categories { ...A } } fragment A on Category { children { ...A } }'),
  large('levels over levels', `{ categories { ${nested(12)} } }`),
  large(
    'an alias too many',
    `{ ${many(5, (index) => `p${index}: products { ${many(7, (alias) => `a${alias}: pageInfo { hasNextPage }`)} }`)} }`,
  ),
  large('a root field too many', `{ ${many(11, (index) => `f${index}: __typename`)} }`),
  large('a mutation too many', `mutation { ${many(6, (index) => `c${index}: createCart { token }`)} }`),
  large('too many tokens', `{ products { nodes { ${many(1_001, () => 'id')} } } }`),
  large('too many selections', `{ products { ...A } } ${doubling(10)}`),
  large('too many directives', `{ products { nodes { id ${many(21, () => '@include(if: true)')} } } }`),
  large('too many characters', `{ products { nodes { id } } } # ${'x'.repeat(10_000)}`),
  sized('a page of 101', `{ products(first: 101) { ${PAGE} } }`),
  sized('a page of none', `{ products(first: 0) { ${PAGE} } }`),
  sized('a page of less than none', `{ search(text: "a", first: -1) { ${PAGE} } }`),
  sized('a page of 101 by a variable', `query ($first: Int) { products(first: $first) { ${PAGE} } }`, { first: 101 }),
  sized('a page of 101 by default', `query ($first: Int = 101) { products(first: $first) { ${PAGE} } }`),
  sized('a huge page of orders', '{ orders(first: 2147483647) { edges { cursor } } }'),
  sized('a page of 101 sessions', '{ sessions(first: 101) { edges { cursor } } }'),
  misplaced('a cursor of nowhere', `{ products(after: "garbage") { ${PAGE} } }`),
  misplaced('an empty cursor', `{ products(after: "") { ${PAGE} } }`),
  misplaced('a cursor of another list', `{ search(text: "a", after: "WyIxIl0") { ${PAGE} } }`),
  misplaced('a cursor of nowhere among orders', '{ orders(after: "garbage") { edges { cursor } } }'),
  misplaced('a cursor of nowhere among sessions', '{ sessions(after: "garbage") { edges { cursor } } }'),
];

/** Fragments that double each other: few tokens, many selections. */
function doubling(levels: number): string {
  const names = 'ABCDEFGHIJKLMNOP';
  const inner = many(
    levels,
    (index) => `fragment ${names[index]} on ProductConnection { ...${names[index + 1]} ...${names[index + 1]} }`,
  );
  return `${inner} fragment ${names[levels]} on ProductConnection { pageInfo { hasNextPage } }`;
}
