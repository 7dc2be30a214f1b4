import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getNamedType, type GraphQLSchema, isEnumType, isInputObjectType, isObjectType } from 'graphql';
import { accessOf, everyScope } from './support/access-of.ts';
import { type FieldPath, pathsOf, queryFor } from './support/field-paths.ts';
import { inBatches } from './support/in-batches.ts';
import type { KnownIds } from './support/known-ids.ts';
import { rootFieldsOf } from './support/operation-builder.ts';
import type { RawClient } from './support/raw-client.ts';
import { startWholeShop } from './support/start-whole-shop.ts';
import type { WholeShop } from './support/whole-shop.ts';

/** What a shop knows of its goods, its people and its payments and tells no customer. */
const INTERNAL =
  /cost|purchase|supplier|wholesale|margin|markup|internal|private|rawdata|payload|hash|salt|onhand|reserved|stocklevel|warehouse|moderat(?!ion$)|isenabled|^available$/i;

/** What sounds like it and is not. */
const FOR_EVERYBODY: Readonly<Record<string, string>> = {
  'CartProblem.available': 'how many there are of what the buyer has asked too many of',
  'Variant.isEnabled': 'others than staff see enabled ones alone',
};

const { fields: guarded } = JSON.parse(readFileSync(join(import.meta.dirname, 'access.json'), 'utf8')) as {
  fields: Readonly<Record<string, string>>;
};

describe('what only staff may read of what everybody sees', () => {
  let shop: WholeShop;
  let schema: GraphQLSchema;
  let paths: readonly FieldPath[];
  /** Of something that everybody sees. */
  let ids: KnownIds;

  beforeAll(async () => {
    shop = await startWholeShop();
    schema = await shop.schema();
    paths = pathsOf(schema);
    const { body } = await shop.guest.graphql('{ products(first: 1) { nodes { id variants { id } } } }');
    const [product] = body.data.products.nodes;
    ids = { Product: product.id, Variant: product.variants[0].id };
  });
  afterAll(() => shop.stop());

  /** Every way of the graph to the field: by each field that answers its type. */
  const waysTo = (name: string): FieldPath[] => {
    const [typeName = '', fieldName = ''] = name.split('.');
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`There is no type ${typeName}.`);
    const field = type.getFields()[fieldName];
    if (!field) throw new Error(`There is no field ${name}.`);
    const parents = paths.filter((path) => getNamedType(path.field.type) === type);
    return parents.map((parent) => ({ name: `${parent.name} ${name}`, field, fields: [...parent.fields, field] }));
  };

  it.each(Object.entries(guarded))('[GQL-12] is no answer to anybody else, by any way: %s', async (name, access) => {
    const needed = access.split(' or ');
    const ways = waysTo(name);
    const others = shop.guest.withToken(
      await shop.token({ scopes: everyScope().filter((scope) => !needed.includes(scope)) }),
    );
    const told = await inBatches(ways, async (way) => {
      const answers = await Promise.all([ask(shop.guest, way), ask(others, way)]);
      return answers.some((values) => values.length > 0) ? [way.name] : [];
    });
    expect(told.flat()).toEqual([]);
    const staff = shop.guest.withToken(await shop.token({ scopes: everyScope() }));
    const seen = await inBatches(ways, (way) => ask(staff, way));
    expect(seen.flat().length).toBeGreaterThan(0);
  });

  it('[GQL-12] is guarded wherever its name tells what it is', () => {
    const open = paths
      .filter(({ name }) => INTERNAL.test(name.split('.')[1] ?? '') && !(name in guarded) && !(name in FOR_EVERYBODY))
      .filter(({ fields }) => !isForStaff(`Query.${fields[0]?.name}`));
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  it('[GQL-12] orders and filters nothing that others may ask for', () => {
    const names = new Set(Object.keys(guarded).map((name) => (name.split('.')[1] ?? '').toLowerCase()));
    const asked = rootFieldsOf(schema)
      .filter(({ name, operation }) => operation === 'query' && !isForStaff(name))
      .flatMap(({ name, field }) =>
        field.args.flatMap((arg) => wordsOf(arg.type, [arg.name]).map((word) => [name, word])),
      );
    const internal = asked.filter(([, word = '']) => INTERNAL.test(word) || names.has(word.toLowerCase()));
    expect(asked.length).toBeGreaterThan(50);
    expect(internal).toEqual([]);
  });

  /** The values of the field that came back. */
  async function ask(client: RawClient, way: FieldPath): Promise<unknown[]> {
    const { body } = await client.graphql(queryFor(way, undefined, ids));
    return valuesNamed(way.field.name, (body as { data?: unknown }).data).filter((value) => value !== null);
  }
});

function isForStaff(root: string): boolean {
  const access = accessOf(root);
  return access.includes(':') && access.split(' or ').every((scope) => scope.endsWith(':any'));
}

/** All names that an argument knows: its own, of its input's fields, and of its enums' values. */
function wordsOf(type: unknown, above: readonly string[]): string[] {
  const named = getNamedType(type as Parameters<typeof getNamedType>[0]);
  const own = above.at(-1) ?? '';
  if (isEnumType(named)) return [own, ...named.getValues().map(({ name }) => name.replaceAll('_', ''))];
  if (!isInputObjectType(named) || above.length > 5) return [own];
  return [own, ...Object.values(named.getFields()).flatMap((field) => wordsOf(field.type, [...above, field.name]))];
}

function valuesNamed(name: string, value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesNamed(name, item));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (key === name ? [part] : valuesNamed(name, part)));
}
