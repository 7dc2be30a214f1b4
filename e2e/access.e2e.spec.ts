import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { services } from '@tovar/all-in-one';
import { type Entry, entriesOf, TestShop } from '@tovar/testing';
import { printedRoutes, whoMay, withoutNames } from './support/access-list.ts';
import { committedOperations, committedSubgraphs } from './support/committed-documents.ts';
import { guardedFields, rootFields, undescribed } from './support/subgraph-fields.ts';

/** What access.json lists. A new entry belongs there before it works: somebody has to say who may. */
interface AccessList {
  /** Routes and root fields with a mark, by service. */
  readonly handlers: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Fields below the root that not everybody may read. */
  readonly fields: Readonly<Record<string, string>>;
  /** Routes of servers themselves, behind which each operation has a mark of its own or is documentation. */
  readonly servers: Readonly<Record<string, readonly string[]>>;
}

describe('access to the shop', () => {
  let shop: TestShop;
  let list: AccessList;
  let entries: Record<string, Entry[]>;
  const names = Object.keys(services);
  const subgraphs = committedSubgraphs();

  beforeAll(async () => {
    list = JSON.parse(await readFile(join(import.meta.dirname, 'access.json'), 'utf8')) as AccessList;
    shop = await TestShop.start(services, { listen: { gateway: { host: '127.0.0.1', port: 0 } } });
    entries = Object.fromEntries(names.map((name) => [name, entriesOf(shop.running.app(name))]));
  });
  afterAll(() => shop.stop());

  it.each(names)('[AUTH-21] is said of every route and root field of %s', (name) => {
    expect(entries[name]?.length).toBeGreaterThan(0);
    expect(entries[name]?.filter(({ access }) => access === undefined)).toEqual([]);
  });

  it.each(subgraphs)('reads the moments of $service by the same rule', ({ document }) => {
    const own = document.definitions.filter((each) => 'name' in each && each.name?.value === 'DateTime');
    expect(own.filter((each) => !JSON.stringify(each).includes('rfc3339'))).toEqual([]);
  });

  it.each(names)('[INV-01] is what the committed list says of %s', (name) => {
    const found = entries[name]?.map((entry) => [entry.name, whoMay(entry.access)]) ?? [];
    expect(Object.fromEntries(found)).toEqual(list.handlers[name]);
  });

  it.each(names)('[INV-01] leads through marked handlers and the listed routes of the server in %s', (name) => {
    const marked = new Set(entries[name]?.map((entry) => withoutNames(entry.name)));
    const passedOn = new Set(
      name === 'gateway' ? committedOperations().map(({ path }) => withoutNames(path.slice(1))) : [],
    );
    const routes = printedRoutes(
      shop.running.app(name).getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }),
    );
    const others = routes.filter(
      (route) => !marked.has(withoutNames(route)) && !passedOn.has(withoutNames(route.split(' ')[1] ?? '')),
    );
    expect(others.toSorted()).toEqual(list.servers[name]);
  });

  it.each(subgraphs)("[FED-07] is stated by $service's schema as its marks have it", ({ service, document }) => {
    const marks = entries[service]?.filter(({ name }) => /^(Query|Mutation|Subscription)\./.test(name)) ?? [];
    const marked = marks.map(({ name, access }) => [name, whoMay(access)]);
    expect(Object.fromEntries(rootFields(document))).toEqual(Object.fromEntries(marked));
  });

  it('is restricted below the root where the committed list says so', () => {
    const restricted = subgraphs.flatMap(({ document }) => guardedFields(document));
    expect(Object.fromEntries(restricted)).toEqual(list.fields);
  });

  it('is documented for every REST route that clients reach', () => {
    const documented = committedOperations().map(
      ({ service, method, path }) => `${service} ${method} ${withoutNames(path.slice(1))}`,
    );
    const answered = Object.entries(entries).flatMap(([service, found]) =>
      found
        .map(({ name }) => `${service} ${withoutNames(name)}`)
        .filter((name) => / (api\/v1|pay|track|webhooks|\.well-known)\//.test(name) && service !== 'gateway'),
    );
    expect(documented.toSorted()).toEqual(answered.toSorted());
  });
});

describe('the committed documents', () => {
  it.each(committedSubgraphs())('describe every type and field of $service', ({ document }) => {
    expect(undescribed(document)).toEqual([]);
  });

  it('summarise every REST operation', () => {
    const silent = committedOperations().filter(({ operation }) => !operation.summary);
    expect(silent.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });
});
