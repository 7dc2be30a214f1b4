import type { GraphQLSchema } from 'graphql';
import { accessOf, everyScope, scopesOf } from './support/access-of.ts';
import { committedSubgraphs } from './support/committed-documents.ts';
import { type EntityQuery, entityQueries } from './support/entity-queries.ts';
import { inBatches } from './support/in-batches.ts';
import { NOBODY, thingNamed } from './support/known-ids.ts';
import {
  argumentsFor,
  documentOf,
  type Place,
  placesOf,
  type RootField,
  rootFieldsOf,
  takesId,
} from './support/operation-builder.ts';
import { makeOwnedThings, type OwnedThing, type OwnedThings } from './support/owned-things.ts';
import { OWNED_TYPES, unlistedTypes } from './support/owned-types.ts';
import { sampleScalar } from './support/sample-scalar.ts';
import { startWholeShop } from './support/start-whole-shop.ts';
import type { WholeShop } from './support/whole-shop.ts';

const DEPTH = 6;
/** Everybody may know a person's name and picture, so a person is not the same as nobody; the rest of them is. */
const KNOWN_BY_NAME = ['User', 'FavouriteEdge'];
const STRANGERS = ['another customer', 'a guest', 'staff without the right'] as const;
type Stranger = (typeof STRANGERS)[number];

/** What somebody who wants to own things, or have them cheap, says of them to a service that may believe it. */
function madeUpBy(userId: string): object {
  const money = { amount: '1', currency: 'EUR', decimal: '0.01' };
  return {
    ...Object.fromEntries(['customerId', 'ownerId', 'userId', 'authorId'].map((name) => [name, userId])),
    ...Object.fromEntries(['price', 'total', 'amount', 'subtotal'].map((name) => [name, money])),
    customer: { __typename: 'User', id: userId },
    status: 'PAID',
    paymentStatus: 'PAID',
    weight: 1,
    weightGrams: 1,
    availability: 'IN_STOCK',
    isVisible: true,
  };
}

/** A field, and which of the places that take an id has the id in question. */
interface Way {
  readonly root: RootField;
  readonly target?: Place;
}

describe("somebody else's things in the graph", () => {
  let shop: WholeShop;
  let schema: GraphQLSchema;
  let owned: OwnedThings;
  let publicIds: Readonly<Record<string, string>>;
  let otherId: string;
  let things: readonly (OwnedThing & { type: string })[];

  beforeAll(async () => {
    shop = await startWholeShop();
    schema = await shop.schema();
    owned = await makeOwnedThings(shop);
    publicIds = await somePublicIds();
    const other = {
      email: 'bob@example.com',
      password: 'another horse battery',
      displayName: 'Bob',
      roles: ['customer'],
    };
    otherId = (await (await shop.person(other)).graphql('{ me { id } }')).body.data.me.id as string;
    things = [owned.ofCustomer, owned.ofGuest].flatMap((all) =>
      Object.entries(all).map(([type, thing]) => ({ ...thing, type })),
    );
  });
  afterAll(() => shop.stop());

  it('[GQL-11] is listed as such: of every type it is said whose it is, and of every owned one there is a sample', () => {
    expect(unlistedTypes(schema)).toEqual([]);
    expect(Object.keys(owned.ofCustomer).toSorted()).toEqual(Object.keys(OWNED_TYPES).toSorted());
  });

  it('is seen by its owner: the secrets that nobody else may find are there to be found', async () => {
    const ways = rootFieldsOf(schema).filter(({ operation }) => operation === 'query');
    const answers = await inBatches(ways, async (root) => {
      const known = (name: string): string | undefined => {
        const type = thingNamed(name, root.field.name, Object.keys(owned.ofCustomer));
        return type && owned.ofCustomer[type]?.id;
      };
      return textOf(await owned.owner.graphql(...request(root, (place) => sampleScalar(place, known))));
    });
    const found = answers.join('\n');
    const secrets = Object.values(owned.ofCustomer).flatMap((thing) => thing.secrets);
    expect(secrets.filter((secret) => !found.includes(secret))).toEqual([]);
  });

  describe.each(STRANGERS)('asked for by %s', (stranger) => {
    it('[BOLA-01] [GQL-11] answers like what does not exist, at every place that takes an id', async () => {
      const ways = rootFieldsOf(schema).flatMap((root): Way[] =>
        placesOf(root.field)
          .filter(takesId)
          .map((target) => ({ root, target })),
      );
      expect(ways.length).toBeGreaterThan(20);
      const leaks = await inBatches(ways, async (way) => {
        const askForNothing = async (): Promise<string> => comparable(await ask(stranger, way, NOBODY), NOBODY);
        const nothing = await askForNothing();
        const others = await inBatches(things, async (thing) => {
          const answer = comparable(await ask(stranger, way, thing.id), thing.id);
          // A machine that is busy may have kept the first answer silent.
          const isAlike = answer === nothing || isSilent(answer) || answer === (await askForNothing());
          return isAlike && !tells(answer) ? [] : [`${way.root.name} of ${thing.type}: ${answer}`];
        });
        return others.flat();
      });
      expect(leaks.flat()).toEqual([]);
    });

    it('[BOLA-01] shows nowhere in what is asked without an id', async () => {
      const ways = rootFieldsOf(schema).filter(({ field }) => !placesOf(field).some(takesId));
      const answers = await inBatches(ways, async (root) => ({ root, answer: await ask(stranger, { root }) }));
      expect(answers.filter(({ answer }) => tells(answer)).map(({ root }) => root.name)).toEqual([]);
    });

    it.each(committedSubgraphs())('[BOLA-01] [FED-03] [GQL-11] is no entity of $service for them', async (subgraph) => {
      const asked = entityQueries(subgraph).flatMap((entity) => things.map((thing) => ({ entity, thing })));
      const leaks = await inBatches(asked, async ({ entity, thing }) => {
        const answer = await entityFor(stranger, entity, thing.id);
        const nothing = KNOWN_BY_NAME.includes(entity.type) ? answer : await entityFor(stranger, entity, NOBODY);
        return answer === nothing && !tells(answer) ? [] : [`${entity.type} ${thing.type}: ${answer}`];
      });
      expect(leaks.flat()).toEqual([]);
    });
  });

  it.each(committedSubgraphs())(
    '[FED-04] is told by $service from its own books, whatever else the one who asks says of it',
    async (subgraph) => {
      const publicThings = Object.values(publicIds).map((id) => ({ id, secrets: [] }));
      const asked = entityQueries(subgraph).flatMap((entity) =>
        [...things, ...publicThings].map((thing) => ({ entity, thing })),
      );
      const believed = await inBatches(asked, async ({ entity, thing }) => {
        const honest = await entityFor('another customer', entity, thing.id);
        const answer = await entityFor('another customer', entity, thing.id, madeUpBy(otherId));
        return answer === honest ? [] : [`${entity.type}: ${honest} became ${answer}`];
      });
      expect(believed.flat()).toEqual([]);
    },
  );

  it('[BOLA-03] does not come along with things of the caller', async () => {
    const other = shop.guest.withToken(await tokenOf('another customer'));
    const own = await other.graphql('mutation { createCart { cart { id } } }');
    const ids: Record<string, string> = { ...publicIds, Cart: own.body.data.createCart.cart.id as string };
    const ways = rootFieldsOf(schema).flatMap((root) =>
      placesOf(root.field)
        .filter(takesId)
        .map((target) => ({ root, target })),
    );
    const leaks = await inBatches(ways, async ({ root, target }) => {
      const answers = await inBatches(things, (thing) => ask('another customer', { root, target }, thing.id, ids));
      return answers.some(tells) ? [root.name] : [];
    });
    expect(leaks.flat()).toEqual([]);
  });

  it.each(committedSubgraphs())('[FED-03] is refused by $service to whoever is not the gateway', async (subgraph) => {
    for (const { query, type } of entityQueries(subgraph)) {
      const of = [{ __typename: type, id: NOBODY }];
      expect(await shop.refusesStranger(subgraph.service, { query, variables: { of } })).toBe(true);
    }
  });

  describe('a field with a mark', () => {
    it('[AUTH-21] refuses a guest, and whoever has every scope but those it asks for', async () => {
      const marked = rootFieldsOf(schema).filter(
        ({ name, operation }) => operation !== 'subscription' && !isPublic(name),
      );
      expect(marked.length).toBeGreaterThan(10);
      const open = await inBatches(marked, async (root) => {
        const message = flatRequest(root);
        const guest = await shop.guest.graphql(...message);
        const needed = scopesOf(root.name);
        const token = await shop.token({
          userId: otherId,
          scopes: everyScope().filter((scope) => !needed.includes(scope)),
        });
        const others = needed.length > 0 ? (await shop.guest.graphql(...message, token)).codes : ['FORBIDDEN'];
        return guest.codes.includes('UNAUTHENTICATED') && others.includes('FORBIDDEN') ? [] : [root.name];
      });
      expect(open.flat()).toEqual([]);
    });
  });

  /** What the stranger is answered, as text. Each time with a new session: some fields end the one they are asked in. */
  async function ask(
    stranger: Stranger,
    { root, target }: Way,
    id = NOBODY,
    ids: Readonly<Record<string, string>> = publicIds,
  ): Promise<string> {
    const make = (place: Place): unknown => {
      if (takesId(place) && place.path.join() === target?.path.join()) return id;
      return sampleScalar(place, (name) => {
        const thing = thingNamed(name, root.field.name, Object.keys(ids));
        return thing && ids[thing];
      });
    };
    const client = shop.guest.withToken(await tokenOf(stranger));
    const message = request(root, make, target);
    return textOf(
      root.operation === 'subscription' ? await client.firstOf(...message) : await client.graphql(...message),
    );
  }

  async function entityFor(
    stranger: Stranger,
    { service, type, query }: EntityQuery,
    id: string,
    madeUp: object = {},
  ): Promise<string> {
    const variables = { of: [{ ...madeUp, __typename: type, id }] };
    const answer = await shop.askService(service, { query, variables, token: await tokenOf(stranger) });
    return comparable(textOf({ body: answer }), id);
  }

  async function tokenOf(stranger: Stranger): Promise<string | undefined> {
    if (stranger === 'a guest') return undefined;
    if (stranger === 'another customer')
      return shop.token({ userId: otherId, scopes: everyScope().filter((scope) => scope.endsWith(':own')) });
    const rights = new Set(Object.values(OWNED_TYPES).flat());
    return shop.token({
      userId: otherId,
      roles: ['manager'],
      scopes: everyScope().filter((scope) => !rights.has(scope)),
    });
  }

  async function somePublicIds(): Promise<Record<string, string>> {
    const query =
      '{ products(first: 1) { nodes { id category { id } variants { id } } } productTypes(first: 1) { nodes { id } } }';
    const { body } = await shop.guest.graphql(query);
    const [product] = body.data.products.nodes;
    const ids = { Product: product.id, Variant: product.variants[0].id, Category: product.category.id };
    return { ...ids, ProductType: body.data.productTypes.nodes[0]?.id ?? NOBODY };
  }

  function tells(answer: string): boolean {
    return things.some(({ secrets }) => secrets.some((secret) => answer.includes(secret)));
  }
});

/** With what is required, and what leads to the target. */
function request(root: RootField, make: (place: Place) => unknown, target?: Place): [query: string, variables: object] {
  const variables = argumentsFor(root.field, make, target?.path ?? []);
  return [documentOf(root, variables, DEPTH), variables];
}

/** Selects next to nothing: what it would cost is not what it is refused for. */
function flatRequest(root: RootField): [query: string, variables: object] {
  const variables = argumentsFor(root.field, (place) => sampleScalar(place), []);
  return [documentOf(root, variables, 1), variables];
}

function isPublic(name: string): boolean {
  return accessOf(name) === 'public';
}

function textOf({ body }: { body: unknown }): string {
  return JSON.stringify(body);
}

/** A stream that says nothing, as long as anybody listens. */
function isSilent(answer: string): boolean {
  return /^"(:|\\n)*"$/.test(answer);
}

/** What a cart that somebody has just made is known by: its id, its token and how often it was changed. */
const OF_A_NEW_CART = /"(?:id":"[0-9a-f-]{36}"|token":"[\w-]{43}"|version":\d+)/g;

/** Without what differs from request to request. */
function comparable(answer: string, id: string): string {
  const named = answer.replaceAll(id, '<id>').replaceAll(/traceId\W+\w+/g, '');
  return named.startsWith('{"data":{"createCart":') ? named.replaceAll(OF_A_NEW_CART, '') : named;
}
