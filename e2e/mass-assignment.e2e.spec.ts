import { randomUUID } from 'node:crypto';
import { getNamedType, type GraphQLInputType, type GraphQLSchema, isInputObjectType } from 'graphql';
import { accessOf, everyScope } from './support/access-of.ts';
import { bodySchema, committedOperations, type Schema } from './support/committed-documents.ts';
import { inBatches } from './support/in-batches.ts';
import { NOBODY } from './support/known-ids.ts';
import { allArguments, documentOf, type RootField, rootFieldsOf } from './support/operation-builder.ts';
import { type RawAnswer, RawClient } from './support/raw-client.ts';
import { pathOf } from './support/rest-request.ts';
import { sampleOf, withUnknownKey } from './support/sample-body.ts';
import { sampleScalar } from './support/sample-scalar.ts';
import { startWholeShop } from './support/start-whole-shop.ts';
import type { WholeShop } from './support/whole-shop.ts';
import { THEIR_OWN_WORDS } from './support/their-own-words.ts';

/** What nobody says of themselves or of what they buy. */
const PRIVILEGED: Readonly<Record<string, unknown>> = {
  price: { amount: '1', currency: 'EUR' },
  unitPrice: '1',
  total: { amount: '1', currency: 'EUR' },
  discount: 100,
  tax: '0',
  shippingCost: '0',
  status: 'PAID',
  paid: true,
  paymentStatus: 'PAID',
  role: 'admin',
  roles: ['admin'],
  scopes: ['accounts:manage:any'],
  isAdmin: true,
  userId: NOBODY,
  ownerId: NOBODY,
  customerId: NOBODY,
  emailVerified: true,
  passwordHash: 'x',
  createdAt: '2020-01-01T00:00:00Z',
  id: NOBODY,
  version: 7,
};
const KEYS = Object.keys(PRIVILEGED);

const writes = committedOperations().flatMap((operation) => {
  const schema = bodySchema(operation);
  const name = `${operation.method} ${operation.path}`;
  return schema && !THEIR_OWN_WORDS.includes(name) ? [{ ...operation, schema, name }] : [];
});

describe('[BOPLA-01] a key that a write does not know', () => {
  let shop: WholeShop;
  let staff: RawClient;
  let mutations: readonly RootField[];

  beforeAll(async () => {
    shop = await startWholeShop();
    staff = shop.guest.withToken(await shop.token({ scopes: everyScope() }));
    mutations = mutationsOf(await shop.schema());
  });
  afterAll(() => shop.stop());

  it.each(KEYS)('is refused before any statement in every object of every body: %s', async (key) => {
    const taken = await inBatches(writes, async (write) => {
      const send = (body: unknown): Promise<RawAnswer> =>
        staff.sendJson(
          write.method,
          pathOf(write, () => NOBODY),
          body as object,
          {
            'idempotency-key': randomUUID(),
            'if-match': '"1"',
          },
        );
      const bodies = withUnknownKey(sampleOf(write.schema), key, PRIVILEGED[key]);
      const answers = await inBatches(bodies, send, 1);
      return answers.some((answer) => !isRefused(answer, 'INVALID_INPUT')) ? [write.name] : [];
    });
    expect(taken.flat()).toEqual([]);
  });

  it.each(KEYS)('is refused before any statement in every input of every mutation: %s', async (key) => {
    const taken = await inBatches(mutations, async (mutation) => {
      const given = allArguments(mutation.field, (place) => sampleScalar(place));
      // A variable more than the document declares is nobody's input.
      const inputs = withUnknownKey(given, key, PRIVILEGED[key]).filter(
        (each) => key in given || !(key in (each as object)),
      );
      const answers = await inBatches(
        inputs,
        (variables) => staff.graphql(documentOf(mutation, given, 1), variables as object),
        1,
      );
      return answers.some((answer) => !isRefused(answer, 'GRAPHQL_VALIDATION_FAILED')) ? [mutation.name] : [];
    });
    expect(mutations.length).toBeGreaterThan(30);
    expect(taken.flat()).toEqual([]);
  });

  it('is known to those writes alone that are for staff', () => {
    const rest = writes
      .filter(({ schema }) => knownIn(schema).length > 0)
      .map(({ name, schema }) => [name, knownIn(schema)]);
    const graph = mutations.map(({ name, field }) => [name, field.args.flatMap(({ type }) => knownInInput(type))]);
    const open = [...rest, ...graph].filter(([name, keys]) => (keys?.length ?? 0) > 0 && !isForStaff(String(name)));
    expect(open).toEqual([]);
  });
});

/** Of its own things a person may say the version that was read, and of a key what it may do. */
const OF_ONES_OWN = ['id', 'version', 'scopes'];

function isRefused({ status, codes, statements }: RawAnswer, code: string): boolean {
  return status === 400 && codes[0] === code && statements === 0;
}

function isForStaff(name: string): boolean {
  const access = accessOf(name);
  return access.includes(':') && access.split(' or ').every((scope) => scope.endsWith(':any'));
}

function knownIn({ properties = {}, items }: Schema): string[] {
  const own = Object.keys(properties).filter((name) => isPrivileged(name));
  return [...own, ...Object.values(properties).flatMap(knownIn), ...(items ? knownIn(items) : [])];
}

function knownInInput(type: GraphQLInputType, depth = 0): string[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named) || depth > 5) return [];
  const fields = Object.values(named.getFields());
  return fields.flatMap((field) => [
    ...(isPrivileged(field.name) ? [field.name] : []),
    ...knownInInput(field.type, depth + 1),
  ]);
}

function isPrivileged(name: string): boolean {
  return KEYS.includes(name) && !OF_ONES_OWN.includes(name);
}

function mutationsOf(schema: GraphQLSchema): RootField[] {
  return rootFieldsOf(schema).filter(({ operation, field }) => operation === 'mutation' && field.args.length > 0);
}
