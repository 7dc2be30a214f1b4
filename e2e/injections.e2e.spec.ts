import type { GraphQLSchema } from 'graphql';
import { everyScope } from './support/access-of.ts';
import { bodySchema, committedOperations, type CommittedOperation } from './support/committed-documents.ts';
import { inBatches } from './support/in-batches.ts';
import { INJECTIONS, SLEEP_SECONDS, TRACES } from './support/injection-strings.ts';
import { thingNamed } from './support/known-ids.ts';
import {
  argumentsFor,
  documentOf,
  type Place,
  placesOf,
  type RootField,
  rootFieldsOf,
} from './support/operation-builder.ts';
import type { RawAnswer, RawClient } from './support/raw-client.ts';
import { restRequest, type RestRequest, thingOfParameter } from './support/rest-request.ts';
import { withEachTextAs } from './support/sample-body.ts';
import { sampleScalar } from './support/sample-scalar.ts';
import { startWholeShop } from './support/start-whole-shop.ts';
import type { WholeShop } from './support/whole-shop.ts';

/** What a text that reached the wrong place would end in. */
const FAILURES = ['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE'];

const DEPTH = 2;
const PATIENCE_MS = 900_000;
const SLOW_MS = SLEEP_SECONDS * 900;
/** What is sent otherwise: a text that fits, and words that find something or nothing. */
const USUAL = [undefined, 'sample', 'shirt', 'zq'];
/** A service may remember what a usual word has found, which saves the word's next sender a statement. */
const REMEMBERED = 1;
const NUMBERS = ['Int', 'Float', 'Boolean'];
const operations = committedOperations().map((each) => ({ ...each, name: `${each.method} ${each.path}` }));

/** Sends a request with one text of it replaced. */
type Send = (text: string | undefined) => Promise<RawAnswer>;

interface Attack {
  /** Where the text goes: `Mutation.register input.email`. */
  readonly where: string;
  /** Others' writes at the same time make a write try again, so its statements say nothing. */
  readonly isRead: boolean;
  readonly send: Send;
}

describe('[INJ-01] whatever a text says', () => {
  let shop: WholeShop;
  let staff: RawClient;
  let schema: GraphQLSchema;
  let ids: Readonly<Record<string, string>>;

  beforeAll(async () => {
    // What is kept costs nothing the second time, and could not be compared.
    shop = await startWholeShop({ GATEWAY_CACHE_MB: '0' });
    schema = await shop.schema();
    const account = {
      email: 'root@example.com',
      password: 'a horse with every right',
      displayName: 'Root',
      roles: ['admin'],
    };
    const { body } = await (await shop.person(account)).send('/api/v1/me');
    staff = shop.guest.withToken(await shop.token({ userId: body.id as string, scopes: everyScope() }));
    ids = await thingsThatAreThere();
  }, PATIENCE_MS);
  afterAll(() => shop.stop());

  it(
    'it is a text and no more, at every place of the graph that takes one',
    async () => {
      const attacks = rootFieldsOf(schema)
        .filter(({ operation }) => operation !== 'subscription')
        .flatMap((root) =>
          placesOf(root.field)
            .filter(takesText)
            .map((place) => attackOnField(root, place)),
        );
      expect(attacks.length).toBeGreaterThan(80);
      await expectHarmless(attacks);
    },
    PATIENCE_MS,
  );

  it(
    'it is a text and no more, in every path, query, header and body of REST',
    async () => {
      const attacks = operations.flatMap((operation) => [
        ...attacksOnParameters(operation),
        ...attacksOnBody(operation),
      ]);
      expect(attacks.length).toBeGreaterThan(80);
      await expectHarmless(attacks);
    },
    PATIENCE_MS,
  );

  /** No failure, nothing of the inside, no time and no statement more than another text would have cost. */
  async function expectHarmless(attacks: readonly Attack[]): Promise<void> {
    const harm = await inBatches(attacks, async ({ where, send, isRead }) => {
      const usual = (await inBatches(USUAL, send)).map(({ statements }) => statements);
      const most = isRead ? Math.max(...usual) + REMEMBERED : Number.POSITIVE_INFINITY;
      const trial = async (text: string): Promise<string[]> => {
        const { answer, tookMs } = await timed(send, text);
        // A machine may stand still for a while: what a text makes slow is slow each time.
        const isSlow = tookMs > SLOW_MS && (await timed(send, text)).tookMs > SLOW_MS;
        const signs = [...signsOfHarm(answer, most), ...(isSlow ? [`takes ${Math.round(tookMs)} ms`] : [])];
        return signs.map((sign) => `${where} ${JSON.stringify(text.slice(0, 60))}: ${sign}`);
      };
      // Writes to one thing at the same time would wait for each other.
      const found = await inBatches(INJECTIONS, trial, isRead ? 4 : 1);
      return found.flat();
    });
    expect(harm.flat()).toEqual([]);
  }

  function attackOnField(root: RootField, place: Place): Attack {
    const known = (name: string): string | undefined => ids[thingNamed(name, root.field.name, Object.keys(ids)) ?? ''];
    const at = place.path.join('.');
    const send: Send = (text) => {
      const make = (each: Place): unknown =>
        text !== undefined && each.path.join('.') === at ? text : sampleScalar(each, known);
      const variables = argumentsFor(root.field, make, place.path);
      return staff.graphql(documentOf(root, variables, DEPTH), variables);
    };
    return { where: `${root.name} ${at}`, isRead: root.operation === 'query', send };
  }

  function attacksOnParameters(operation: (typeof operations)[number]): Attack[] {
    return (operation.operation.parameters ?? []).map(({ in: kind, name }) => ({
      where: `${operation.name} ${name}`,
      isRead: operation.method === 'GET',
      send: (text) => {
        const usual = usualRequest(operation);
        return answerTo(text === undefined ? usual : withParameter(operation, usual, { kind, name, text }));
      },
    }));
  }

  function attacksOnBody(operation: (typeof operations)[number]): Attack[] {
    if (!bodySchema(operation)) return [];
    const { body = '{}' } = usualRequest(operation);
    return withEachTextAs(JSON.parse(body), 'sample').map((_, index) => ({
      where: `${operation.name} text ${index}`,
      isRead: false,
      send: (text) => {
        const usual = usualRequest(operation);
        const changed = text === undefined ? JSON.parse(body) : withEachTextAs(JSON.parse(body), text)[index];
        return answerTo({ ...usual, body: JSON.stringify(changed) });
      },
    }));
  }

  function usualRequest(operation: CommittedOperation): RestRequest {
    return restRequest(operation, (name) => ids[thingOfParameter(operation, name, Object.keys(ids)) ?? '']);
  }

  function answerTo(request: RestRequest): Promise<RawAnswer> {
    return staff.send(request.path, request);
  }

  async function thingsThatAreThere(): Promise<Record<string, string>> {
    const query = '{ products(first: 1) { nodes { id category { id } variants { id } } } }';
    const { body } = await shop.guest.graphql(query);
    const [product] = body.data.products.nodes;
    const { body: made } = await staff.graphql('mutation { createCart { cart { id } } }');
    const cart = made.data.createCart.cart.id as string;
    return { Product: product.id, Variant: product.variants[0].id, Category: product.category.id, Cart: cart };
  }
});

async function timed(send: Send, text: string): Promise<{ answer: RawAnswer; tookMs: number }> {
  const startedAt = performance.now();
  const answer = await send(text);
  return { answer, tookMs: performance.now() - startedAt };
}

function signsOfHarm({ status, text, codes, headers, statements }: RawAnswer, usual: number): string[] {
  return [
    ...(status >= 500 || codes.some((code) => FAILURES.includes(code)) ? [`${status} ${text.slice(0, 200)}`] : []),
    ...(TRACES.test(text) ? [`says ${TRACES.exec(text)?.[0]}`] : []),
    ...(headers.has('x-injected') ? ['adds a header'] : []),
    ...(statements > usual ? [`runs ${statements} statements, not ${usual}`] : []),
  ];
}

function takesText({ scalar }: Place): boolean {
  return !NUMBERS.includes(scalar);
}

function withParameter(
  { path }: CommittedOperation,
  request: RestRequest,
  { kind, name, text }: { kind: string; name: string; text: string },
): RestRequest {
  const encoded = encodeURIComponent(text.toWellFormed());
  if (kind === 'header') return { ...request, headers: { ...request.headers, [name.toLowerCase()]: inHeader(text) } };
  if (kind === 'query') {
    const [address, search = ''] = request.path.split('?');
    const others = search.split('&').filter((part) => part && !part.startsWith(`${name}=`));
    return { ...request, path: `${address}?${[...others, `${name}=${encoded}`].join('&')}` };
  }
  const position = path.split('/').indexOf(`{${name}}`);
  const [address = '', search] = request.path.split('?');
  return { ...request, path: address.split('/').with(position, encoded).join('/') + (search ? `?${search}` : '') };
}

/** What a client can put into a header at all. */
function inHeader(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 4_000);
}
