import { accessOf, everyScope, scopesOf } from './support/access-of.ts';
import { committedOperations, type CommittedOperation } from './support/committed-documents.ts';
import { undeclaredAnswers } from './support/declared-answers.ts';
import { inBatches } from './support/in-batches.ts';
import { NOBODY } from './support/known-ids.ts';
import { makeOwnedThings, type OwnedThing, type OwnedThings } from './support/owned-things.ts';
import { OWNED_TYPES } from './support/owned-types.ts';
import type { RawAnswer, RawClient } from './support/raw-client.ts';
import { pathParameters, restRequest, type RestRequest, thingOfParameter } from './support/rest-request.ts';
import { startWholeShop } from './support/start-whole-shop.ts';
import type { WholeShop } from './support/whole-shop.ts';

const STRANGERS = ['another customer', 'a guest', 'staff without the right'] as const;
type Stranger = (typeof STRANGERS)[number];

const operations = committedOperations().map((each) => ({ ...each, name: `${each.method} ${each.path}` }));
/** Of nobody in particular. A new kind of thing in an address belongs here, or among the owned types: whose is it? */
const PUBLIC_THINGS = [
  'Product',
  'Variant',
  'ProductType',
  'Category',
  'Picture',
  'Avatar',
  'Import',
  'DeliveryZone',
  'DeliveryMethod',
  'Promotion',
  'Refund',
  'Comment',
  'WebhookEndpoint',
  'WebhookDelivery',
  'Rebuild',
];
/** Known by their places in a list, of which REST tells the last alone. */
const IN_GRAPH_ONLY = ['FavouriteEdge', 'SecurityEvent', 'Notification'];
/** Of an order that has been paid, and of a parcel that has been packed, which those here have not. */
const NOT_YET = ['GET /api/v1/orders/{id}/invoice', 'GET /api/v1/shipments/{id}/label'];
/** About a person, for staff; the person reads it at an address without an id. */
const FOR_STAFF = ['GET /api/v1/analytics/users/{userId}'];

describe("somebody else's things by REST", () => {
  let shop: WholeShop;
  let owned: OwnedThings;
  let otherId: string;
  let things: readonly (OwnedThing & { type: string })[];

  beforeAll(async () => {
    shop = await startWholeShop();
    owned = await makeOwnedThings(shop);
    const other = {
      email: 'bob@example.com',
      password: 'another horse battery',
      displayName: 'Bob',
      roles: ['customer'],
    };
    otherId = (await (await shop.person(other)).send('/api/v1/me')).body.id as string;
    things = [owned.ofCustomer, owned.ofGuest].flatMap((all) =>
      Object.entries(all).map(([type, thing]) => ({ ...thing, type })),
    );
  });
  afterAll(() => shop.stop());

  it('[BOLA-01] is known as such: of every id in an address it is said of what it is', () => {
    const all = [...PUBLIC_THINGS, ...Object.keys(OWNED_TYPES)];
    const unknown = operations.filter((operation) =>
      pathParameters(operation).some((name) => /id$/i.test(name) && !thingOfParameter(operation, name, all)),
    );
    expect(unknown.map(({ name }) => name)).toEqual([]);
  });

  describe.each(STRANGERS)('asked for by %s', (stranger) => {
    it('[BOLA-01] answers like what does not exist, by every route, and lists nothing of it', async () => {
      const leaks = await inBatches(operations, async (operation) => {
        const nothing = await ask(stranger, operation, NOBODY);
        const others = await inBatches(pathParameters(operation).length > 0 ? things : [], async (thing) => {
          const answer = await ask(stranger, operation, thing.id);
          return answer === nothing && !tells(answer) ? [] : [`${operation.name} ${thing.type}: ${answer}`];
        });
        return tells(nothing) ? [operation.name] : others.flat();
      });
      expect(leaks.flat()).toEqual([]);
    });
  });

  it('[AUTH-21] opens no marked route to a guest, nor to whoever has every scope but those it asks for', async () => {
    const marked = operations.filter(({ name }) => accessOf(name) !== 'public');
    expect(marked.length).toBeGreaterThan(10);
    const open = await inBatches(marked, async (operation) => {
      const message = restRequest(operation, () => undefined);
      const needed = scopesOf(operation.name);
      const scopes = everyScope().filter((scope) => !needed.includes(scope));
      const token = await shop.token({ userId: otherId, scopes });
      const guest = await shop.guest.send(message.path, message);
      const others = needed.length > 0 ? await shop.guest.send(message.path, { ...message, token }) : { status: 403 };
      return guest.status === 401 && others.status === 403
        ? []
        : [`${operation.name}: ${guest.status}, ${others.status}`];
    });
    expect(open.flat()).toEqual([]);
  });

  it('[BOPLA-02] is described: every operation that answers says what', () => {
    expect(undeclaredAnswers()).toEqual([]);
  });

  it('[BOLA-01] is opened to its owner', async () => {
    const seen: string[] = [];
    for (const operation of operations.toSorted(readsFirst)) {
      const answer = await asOwner(operation);
      if (answer.status < 300) seen.push(operation.name, JSON.stringify(answer.body));
    }
    const found = seen.join('\n');
    const secrets = Object.entries(owned.ofCustomer).flatMap(([type, thing]) =>
      IN_GRAPH_ONLY.includes(type) ? [] : thing.secrets,
    );
    expect(secrets.filter((secret) => !found.includes(secret))).toEqual([]);
    const reads = operations.filter((operation) => operation.method === 'GET' && isOfOwner(operation));
    expect(reads.map(({ name }) => name).filter((name) => !seen.includes(name))).toEqual([...FOR_STAFF, ...NOT_YET]);
  });

  async function ask(stranger: Stranger, operation: CommittedOperation, id: string): Promise<string> {
    const message = restRequest(operation, () => id);
    const { status, body } = await (await clientOf(stranger)).send(message.path, message);
    const text = `${status} ${JSON.stringify(body)}`.replaceAll(id, '<id>');
    return text.replaceAll(/"traceId":"\w+"/g, '');
  }

  async function clientOf(stranger: Stranger): Promise<RawClient> {
    if (stranger === 'a guest') return shop.guest;
    const rights = new Set(Object.values(OWNED_TYPES).flat());
    const scopes =
      stranger === 'another customer'
        ? everyScope().filter((scope) => scope.endsWith(':own'))
        : everyScope().filter((scope) => !rights.has(scope));
    return shop.guest.withToken(await shop.token({ userId: otherId, scopes }));
  }

  function asOwner(operation: CommittedOperation): Promise<RawAnswer> {
    const message: RestRequest = restRequest(operation, (name) => ownIdFor(operation, name));
    return owned.owner.send(message.path, message);
  }

  function ownIdFor(operation: CommittedOperation, name: string): string | undefined {
    const type = thingOfParameter(operation, name, Object.keys(owned.ofCustomer));
    return type && owned.ofCustomer[type]?.id;
  }

  function isOfOwner(operation: CommittedOperation): boolean {
    return pathParameters(operation).some((name) => ownIdFor(operation, name) !== undefined);
  }

  function tells(answer: string): boolean {
    return things.some(({ secrets }) => secrets.some((secret) => answer.includes(secret)));
  }
});

/** Looks before it changes, and takes away last. */
function readsFirst(a: CommittedOperation, b: CommittedOperation): number {
  const order = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
  return order.indexOf(a.method) - order.indexOf(b.method) || b.path.length - a.path.length;
}
