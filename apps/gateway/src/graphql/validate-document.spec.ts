import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { GraphQLValidationFailed } from './operation.errors.ts';
import { DocumentRules } from './validate-document.ts';

const schema = buildSchema(`
  type Query { product(id: ID!): Product  sell(deal: Deal): Int }
  type Product { name: String }
  input Deal { purchasePrice: Int! kind: Kind }
  enum Kind { GIFT SALE }`);

/** What is said about the document and its variables; undefined when they are fine. */
function refusalOf(text: string, options: { hidesSchema: boolean; variables?: object }): string | undefined {
  const rules = new DocumentRules(options.hidesSchema);
  const document = parse(text);
  try {
    rules.requireValid(document, text, schema);
    rules.coerced(document.definitions[0] as OperationDefinitionNode, { ...options.variables }, text, schema);
    return undefined;
  } catch (error) {
    if (error instanceof GraphQLValidationFailed) return error.message;
    throw error;
  }
}

describe('the rules for documents', () => {
  const deal = 'query($deal: Deal) { sell(deal: $deal) }';

  it.each([
    [
      '{ product(id: "1") { nam } }',
      {},
      'Cannot query field "nam" on type "Product". Did you mean "name"?',
      'Cannot query field "nam" on type "…".',
    ],
    [
      '{ product { name } }',
      {},
      'Field "product" argument "id" of type "ID!" is required, but it was not provided.',
      'Field "product" argument "…" of type "…" is required, but it was not provided.',
    ],
    [
      deal,
      { deal: {} },
      'Variable "$deal" got an invalid value; Field "purchasePrice" of required type "Int!" was not provided.',
      'Variable "$deal" got an invalid value; Field "…" of required type "…" was not provided.',
    ],
    [
      deal,
      { deal: { purchasePrice: 1, kind: 'GIF' } },
      'Variable "$deal" got an invalid value at "deal.kind"; The value does not exist in "Kind" enum. Did you mean the enum value "GIFT"?',
      undefined,
    ],
  ])('hide the schema in production: %s', (text, variables, open, hidden) => {
    expect(refusalOf(text, { hidesSchema: false, variables })).toBe(open);
    const inProduction = refusalOf(text, { hidesSchema: true, variables });
    expect(inProduction).not.toMatch(/Did you mean|GIFT|purchasePrice" of|Kind/);
    if (hidden) expect(inProduction).toBe(hidden);
  });

  it.each([
    [deal, { deal: { purchasePrice: 'hush; hush' } }],
    [deal, { deal: { purchasePrice: 1, kind: 'hush at "hush"; hush' } }],
    [deal, { deal: { purchasePrice: 1, surplus: { text: 'hush' } } }],
    [deal, { deal: 'hush at "hush' }],
    [deal, { deal: { purchasePrice: 1, kind: { hush: 'hush' } } }],
    ['{ sell(deal: { purchasePrice: "hush" }) }', {}],
    ['{ sell(deal: { purchasePrice: 1, kind: "hush" }) }', {}],
    ['{ sell(deal: { purchasePrice: 1, kind: hush }) }', {}],
    ['{ sell(deal: "hush") }', {}],
    ['{ sell(deal: { purchasePrice: 1, surplus: "hush" }) }', {}],
  ])('[LOG-01] do not say again what was given, which may be a secret: %s %j', (text, variables) => {
    for (const hidesSchema of [true, false]) expect(refusalOf(text, { hidesSchema, variables })).not.toMatch(/hush|^$/);
    expect(refusalOf(text, { hidesSchema: false, variables })).toBeDefined();
  });

  it('let what fits pass', () => {
    expect(refusalOf(deal, { hidesSchema: true, variables: { deal: { purchasePrice: 1 } } })).toBeUndefined();
  });
});
