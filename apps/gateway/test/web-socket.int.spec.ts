import { waitFor } from '@tovar/testing';
import { Socket } from './toy/streams.ts';
import { orders } from './toy/toy-services.ts';
import { anId, ToyShop } from './toy/toy-shop.ts';

describe('GraphQL over WebSocket', () => {
  let shop: ToyShop;
  let id: string;

  beforeAll(async () => {
    shop = await ToyShop.start();
  });
  beforeEach(() => {
    id = anId();
    orders.set(id, { id, status: 'PLACED' });
    shop.calls.length = 0;
  });
  afterAll(() => shop.stop());

  const orderUpdated = (order: string): string => `subscription { orderUpdated(id: "${order}") { status } }`;
  const nothingIsOpen = () =>
    waitFor('the stream to be freed', () => shop.open.streams === 0 && shop.open.subjects === 0);
  const refused = (code: string) => ({
    id: '1',
    type: 'error',
    payload: [{ extensions: { code, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) } }],
  });

  it.each(['/graphql/ws', '/graphql'])('answers a query at %s', async (path) => {
    const socket = await Socket.connect(shop, undefined, path);
    socket.subscribe('{ product(id: "p1") { name rating } }');
    expect(await socket.next()).toEqual({
      id: '1',
      type: 'next',
      payload: { data: { product: { name: 'Product 1', rating: 4.5 } } },
    });
    expect(await socket.next()).toEqual({ id: '1', type: 'complete' });
    socket.close();
  });

  it('brings the first value of a subscription and one more with each event', async () => {
    const socket = await Socket.connect(shop);
    socket.subscribe(orderUpdated(id));
    expect(await socket.next()).toMatchObject({
      type: 'next',
      payload: { data: { orderUpdated: { status: 'PLACED' } } },
    });
    orders.set(id, { id, status: 'PAID' });
    await shop.tell('order.paid.v1', id);
    expect(await socket.next()).toMatchObject({
      type: 'next',
      payload: { data: { orderUpdated: { status: 'PAID' } } },
    });
    socket.send({ type: 'complete', id: '1' });
    await nothingIsOpen();
    socket.close();
  });

  it('resumes a subscription behind the event that the client names', async () => {
    const query = `subscription ($id: ID!, $seen: String) { orderUpdated(id: $id, lastEventId: $seen) { status } }`;
    const socket = await Socket.connect(shop);
    socket.subscribe(query, '1', { variables: { id } });
    await socket.next();
    await shop.tell('order.paid.v1', id);
    const { payload } = await socket.next();
    const { eventId } = (payload as { extensions: { eventId: string } }).extensions;
    socket.subscribe(query, '2', { variables: { id, seen: eventId } });
    await waitFor('both to be open', () => shop.open.streams === 2);
    orders.set(id, { id, status: 'PAID' });
    await shop.tell('order.paid.v1', id);
    const answers = [await socket.next(), await socket.next()];
    expect(new Set(answers.map((answer) => answer.id))).toEqual(new Set(['1', '2']));
    for (const answer of answers) {
      expect(answer.payload).toMatchObject({ data: { orderUpdated: { status: 'PAID' } } });
    }
    socket.close();
    await nothingIsOpen();
  });

  it('frees the streams of a client that goes away while nothing happens', async () => {
    const socket = await Socket.connect(shop);
    socket.subscribe(orderUpdated(id));
    await socket.next();
    expect(shop.open).toEqual({ streams: 1, subjects: 1 });
    socket.close();
    await nothingIsOpen();
  });

  it('tells errors with code, service and trace', async () => {
    const socket = await Socket.connect(shop);
    socket.subscribe('{ must }');
    expect(await socket.next()).toMatchObject({
      type: 'next',
      payload: {
        data: null,
        errors: [
          {
            extensions: {
              code: 'UNAUTHENTICATED',
              serviceName: 'shelf',
              traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
            },
          },
        ],
      },
    });
    socket.close();
  });

  it.each([
    [
      'what is too deep',
      `{ products(first: 1) ${'{ related(first: 1) '.repeat(20)} { id } ${'}'.repeat(20)} }`,
      'OPERATION_TOO_LARGE',
    ],
    [
      'doubling fragments',
      `{ best { ...A } } ${Array.from({ length: 12 }, (_, n) => `fragment ${'A'.repeat(n + 1)} on Product { ...${'A'.repeat(n + 2)} ...${'A'.repeat(n + 2)} }`).join(' ')} fragment ${'A'.repeat(13)} on Product { id }`,
      'OPERATION_TOO_LARGE',
    ],
    ['a page that is too large', '{ products(first: 101) { id } }', 'INVALID_PAGE_SIZE'],
    ['what does not fit the schema', '{ worst }', 'GRAPHQL_VALIDATION_FAILED'],
    ['what is no GraphQL', '{', 'GRAPHQL_PARSE_FAILED'],
    [
      'a subscription that is not live',
      'subscription { ...F } fragment F on Subscription { orderUpdated(id: "1") { id } }',
      'BAD_GRAPHQL_REQUEST',
    ],
  ])('[AUTH-22] holds the limits of HTTP: refuses %s', async (_, query, code) => {
    const socket = await Socket.connect(shop);
    socket.subscribe(query);
    expect(await socket.next()).toMatchObject(refused(code));
    expect(shop.calls).toEqual([]);
    socket.close();
  });

  it('refuses unknown keys and takes those of the protocol', async () => {
    const socket = await Socket.connect(shop);
    socket.subscribe('{ best { id } }', '1', { id: 'x' });
    expect(await socket.next()).toMatchObject(refused('BAD_GRAPHQL_REQUEST'));
    socket.subscribe('{ best { id } }', '2', { operationName: null, variables: null, extensions: {} });
    expect(await socket.next()).toMatchObject({ id: '2', type: 'next' });
    socket.close();
  });

  it('[GQL-05] closes on keys that could change JavaScript', async () => {
    const socket = await Socket.connect(shop);
    socket.send(
      '{"type":"subscribe","id":"1","payload":{"query":"{ best { id } }","variables":{"__proto__":{"polluted":1}}}}',
    );
    expect(await socket.closed).toMatchObject({ code: 4_400 });
    expect(shop.calls).toEqual([]);
  });

  it('closes on a message that is too large, and lives on', async () => {
    const socket = await Socket.connect(shop);
    socket.subscribe(`{ best { id } } # ${'x'.repeat(110 * 1_024)}`);
    expect(await socket.closed).toMatchObject({ code: 1_009 });
    const next = await Socket.connect(shop);
    next.close();
  });

  it('[AUTH-22] asks the service as the caller of the connection', async () => {
    const { authorization } = await shop.bearer();
    const socket = await Socket.connect(shop, { authorization });
    socket.subscribe('{ best { id } }');
    await socket.next();
    expect(shop.calls[0]?.headers.authorization).toBe(authorization);
    socket.close();
  });

  it('[AUTH-22] refuses a connection with a bad token', async () => {
    const socket = await Socket.open(shop);
    socket.send({ type: 'connection_init', payload: { authorization: 'Bearer x.y.z' } });
    expect(await socket.closed).toEqual({ code: 4_403, reason: 'The access token is not valid.' });
  });

  it('refuses a client that subscribes before it has said who it is', async () => {
    const socket = await Socket.open(shop);
    socket.subscribe('{ best { id } }');
    expect(await socket.closed).toMatchObject({ code: 4_401 });
  });

  it('[AUTH-04] ends streams and connection when the session is revoked', async () => {
    const sessionId = anId();
    const socket = await Socket.connect(shop, await shop.bearer({ sessionId }));
    socket.subscribe(orderUpdated(id));
    await socket.next();
    await shop.tell('session.revoked.v1', sessionId);
    expect(await socket.next()).toMatchObject(refused('UNAUTHENTICATED'));
    expect(await socket.closed).toEqual({ code: 4_403, reason: 'This session has ended. Log in again.' });
    await nothingIsOpen();
  });

  it('[AUTH-22] ends an idle connection when its token expires', async () => {
    const socket = await Socket.connect(shop, await shop.bearer({ lifeSeconds: 5 }));
    expect(await socket.closed).toEqual({ code: 4_403, reason: 'The access token has expired.' });
  });

  it('answers plain HTTP at the address for sockets with what is wanted there', async () => {
    const response = await shop.fetch('/graphql/ws');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_GRAPHQL_REQUEST' } }] });
  });
});

describe('the end of the gateway', () => {
  it('closes open sockets', async () => {
    const shop = await ToyShop.start();
    const socket = await Socket.connect(shop);
    const startedAt = performance.now();
    const stopping = shop.stop();
    await socket.closed;
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    await stopping;
  });
});
