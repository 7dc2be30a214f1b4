import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Reflector } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { ACCESS, type Access, Database } from '@tovar/platform';
import { type DirectiveNode, Kind, parse, type ObjectTypeDefinitionNode, valueFromASTUntyped, visit } from 'graphql';
import { ProductWritesResolver } from '../src/api/product-writes.resolver.ts';
import { PricesResolver } from '../src/api/prices.resolver.ts';
import { ProductPicturesResolver } from '../src/api/product-pictures.resolver.ts';
import { ProductsResolver } from '../src/api/products.resolver.ts';
import { CategoriesResolver } from '../src/api/categories.resolver.ts';
import { CategoryWritesResolver } from '../src/api/category-writes.resolver.ts';
import { ImportsResolver } from '../src/api/imports.resolver.ts';
import { ModerationResolver } from '../src/api/moderation.resolver.ts';
import { ProductTypesResolver } from '../src/api/product-types.resolver.ts';
import { RelatedProductsResolver } from '../src/api/related-products.resolver.ts';
import { StockResolver } from '../src/api/stock.resolver.ts';
import { SuggestionsResolver } from '../src/api/suggestions.resolver.ts';
import { CatalogShop } from './kit/catalog-shop.ts';

const SRC = join(import.meta.dirname, '../src');
const RESOLVERS = [
  ImportsResolver,
  ProductsResolver,
  SuggestionsResolver,
  ProductWritesResolver,
  CategoriesResolver,
  StockResolver,
  ProductTypesResolver,
  ModerationResolver,
  CategoryWritesResolver,
  ProductPicturesResolver,
  PricesResolver,
  RelatedProductsResolver,
];

async function readSchema() {
  const files = (await readdir(SRC)).filter((name) => name.endsWith('.graphql'));
  const texts = await Promise.all(files.map((name) => readFile(join(SRC, name), 'utf8')));
  return parse(texts.join('\n'));
}

function scopesOf(directives: readonly DirectiveNode[] = []): string[][] | undefined {
  const argument = directives.find(({ name }) => name.value === 'requiresScopes')?.arguments?.[0];
  return argument && (valueFromASTUntyped(argument.value) as string[][]);
}

const ROOTS = ['Query', 'Mutation', 'Subscription'];

describe('the schema', () => {
  it('has a description on everything that a client sees', async () => {
    const nameless: string[] = [];
    const check = (node: { name: { value: string }; description?: unknown }, path: string): void => {
      if (!node.description) nameless.push(`${path}${node.name.value}`);
    };
    visit(await readSchema(), {
      enter(node) {
        if (node.kind === Kind.ENUM_TYPE_DEFINITION)
          node.values?.forEach((value) => check(value, `${node.name.value}.`));
        if (node.kind === Kind.ENUM_TYPE_DEFINITION || node.kind === Kind.SCALAR_TYPE_DEFINITION) check(node, '');
        const isObject =
          node.kind === Kind.OBJECT_TYPE_DEFINITION ||
          node.kind === Kind.INTERFACE_TYPE_DEFINITION ||
          node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION;
        const isRoot = 'name' in node && ROOTS.includes(node.name?.value ?? '');
        if (isObject && !isRoot) check(node, '');
        if (isObject || node.kind === Kind.OBJECT_TYPE_EXTENSION)
          node.fields?.forEach((field) => check(field, `${node.name.value}.`));
      },
    });
    expect(nameless).toEqual([]);
  });

  it('asks for the scopes that the handlers ask for', async () => {
    const reflector = new Reflector();
    const marked = new Map<string, Access>();
    for (const { prototype } of RESOLVERS)
      for (const name of Object.getOwnPropertyNames(prototype)) {
        const access = reflector.get<Access | undefined>(
          ACCESS,
          (prototype as unknown as Record<string, () => void>)[name] ?? (() => undefined),
        );
        if (access) marked.set(name, access);
      }
    const roots = (await readSchema()).definitions.filter(
      (node): node is ObjectTypeDefinitionNode => 'name' in node && ROOTS.includes(node.name?.value ?? ''),
    );
    const written = roots.flatMap(({ fields = [] }) =>
      fields.map((field) => [field.name.value, scopesOf(field.directives)] as const),
    );
    expect(written.map(([name]) => name).toSorted()).toEqual([...marked.keys()].toSorted());
    for (const [name, scopes] of written) {
      const access = marked.get(name);
      expect([name, access?.kind === 'scopes' ? access.anyOf.map((scope) => [scope]) : undefined]).toEqual([
        name,
        scopes,
      ]);
    }
  });
});

describe('the service', () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.empty();
  });
  afterAll(() => shop.stop());

  it('prints its subgraph with keys and scopes', async () => {
    const { sdl } = (await shop.graphql('{ _service { sdl } }')).body.data._service;
    expect(sdl).toMatch(/type Product\s+@key\(fields: "id"\)\s+@key\(fields: "slug"\)/);
    expect(sdl).toMatch(/setStock\(.*\): StockPayload! @requiresScopes\(scopes: \[\["stock:write:any"\]\]\)/);
    expect(sdl).toMatch(/available: Int @requiresScopes/);
  });

  it('has entities that agree with its tables', async () => {
    const columns = await shop.database.query<{ table: string; column: string; nullable: boolean }>(`
      SELECT table_name AS "table", column_name AS "column", is_nullable = 'YES' AS nullable
        FROM information_schema.columns WHERE table_schema = 'catalog' AND is_generated = 'NEVER'`);
    const { entityMetadatas } = shop.get(Database).manager.connection;
    expect(entityMetadatas.map(({ tableName }) => tableName).toSorted()).toEqual([
      'category',
      'price',
      'product',
      'variant',
    ]);
    for (const { tableName, columns: mapped } of entityMetadatas) {
      const stored = columns
        .filter(({ table }) => table === tableName)
        .map(({ column, nullable }) => ({ column, nullable }));
      const known = mapped.map(({ databaseName: column, isNullable: nullable }) => ({ column, nullable }));
      expect(known).toEqual(expect.arrayContaining(stored));
      expect(known).toHaveLength(stored.length);
    }
  });

  it('describes its REST routes, the internal one left out', () => {
    const document = SwaggerModule.createDocument(shop.app, new DocumentBuilder().build());
    expect(
      Object.keys(document.paths)
        .filter((path) => !path.startsWith('/health'))
        .toSorted(),
    ).toEqual([
      '/api/v1/categories',
      '/api/v1/categories/order',
      '/api/v1/categories/{id}',
      '/api/v1/categories/{id}/move',
      '/api/v1/exports/products',
      '/api/v1/imports',
      '/api/v1/imports/{id}',
      '/api/v1/imports/{id}/cancellation',
      '/api/v1/imports/{id}/errors',
      '/api/v1/imports/{id}/repetitions',
      '/api/v1/moderation/products',
      '/api/v1/pictures/{id}',
      '/api/v1/pictures/{id}/{size}',
      '/api/v1/product-types',
      '/api/v1/product-types/{code}',
      '/api/v1/product-types/{id}',
      '/api/v1/products',
      '/api/v1/products/{id}',
      '/api/v1/products/{id}/archive',
      '/api/v1/products/{id}/decisions',
      '/api/v1/products/{id}/pictures',
      '/api/v1/products/{id}/pictures/{pictureId}/variants',
      '/api/v1/products/{id}/prices',
      '/api/v1/products/{id}/propose',
      '/api/v1/products/{id}/publish',
      '/api/v1/products/{id}/reject',
      '/api/v1/products/{id}/related/{kind}',
      '/api/v1/products/{id}/restore',
      '/api/v1/products/{id}/unpublish',
      '/api/v1/products/{id}/variants/{variantId}/quantity-prices/{currency}',
      '/api/v1/products/{id}/withdraw',
      '/api/v1/products/{slug}',
      '/api/v1/search',
      '/api/v1/stock/{variantId}',
      '/api/v1/stock/{variantId}/movements',
      '/api/v1/stock/{variantId}/receipts',
      '/api/v1/suggestions',
      '/api/v1/variants/{id}/lowest-recent-price',
      '/api/v1/variants/{id}/prices',
      '/api/v1/variants/{id}/quantity-prices',
    ]);
    const { parameters } = document.paths['/api/v1/products']?.get ?? {};
    expect(parameters?.map((parameter) => 'name' in parameter && parameter.name).toSorted()).toEqual([
      'brands',
      'categories',
      'category',
      'currency',
      'cursor',
      'facets',
      'inStock',
      'limit',
      'locale',
      'minRating',
      'price.max',
      'price.min',
      'sort',
    ]);
    expect(document.paths['/api/v1/products']?.post).toHaveProperty('requestBody');
  });
});
