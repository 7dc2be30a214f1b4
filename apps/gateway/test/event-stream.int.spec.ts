import { waitFor } from '@tovar/testing';
import { EventStream } from './toy/streams.ts';
import { orders } from './toy/toy-services.ts';
import { anId, answerOf, codesOf, ToyShop } from './toy/toy-shop.ts';

describe('a subscription as an event stream', () => {
  let shop: ToyShop;
  let id: string;

  beforeAll(async () => {
    shop = await ToyShop.start();
  });
  beforeEach(() => {
    id = anId();
    orders.set(id, { id, status: 'PLACED' });
  });
  afterAll(() => shop.stop());

  const orderUpdated = (order: string): string => `subscription { orderUpdated(id: "${order}") { id status } }`;
  const withRating = (order: string): string =>
    `subscription { orderUpdated(id: "${order}") { status best { rating } } }`;
  const nothingIsOpen = () =>
    waitFor('the stream to be freed', () => shop.open.streams === 0 && shop.open.subjects === 0);

  it('begins with how the thing is now and goes on with each event about it', async () => {
    const stream = await EventStream.open(shop, orderUpdated(id));
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.response.headers.get('cache-control')).toBe('no-store');
    expect(stream.response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await stream.next()).toMatchObject({ data: { orderUpdated: { id, status: 'PLACED' } } });
    orders.set(id, { id, status: 'PAID' });
    await shop.tell('order.paid.v1', id);
    expect(await stream.next()).toMatchObject({ data: { orderUpdated: { id, status: 'PAID' } } });
    stream.disconnect();
    await nothingIsOpen();
  });

  it('keeps the names, fragments and variables of the client', async () => {
    const query = `subscription News($order: ID!) { news: orderUpdated(id: $order) { ...F } }
      fragment F on Order { state: status }`;
    const parameters = new URLSearchParams({ query, variables: JSON.stringify({ order: id }), operationName: 'News' });
    const stream = await EventStream.at(shop, `/graphql?${parameters}`);
    expect(await stream.next()).toMatchObject({ data: { news: { state: 'PLACED' } } });
    stream.disconnect();
    await nothingIsOpen();
  });

  it('says nothing about other subjects and other events', async () => {
    const stream = await EventStream.open(shop, orderUpdated(id));
    await stream.next();
    shop.calls.length = 0;
    await shop.tell('order.paid.v1', anId());
    await shop.tell('order.placed.v1', id);
    await shop.tell('order.paid.v1', id);
    await stream.next();
    expect(shop.calls).toHaveLength(1);
    stream.disconnect();
    await nothingIsOpen();
  });

  it('is resumed behind the last event: what is known is not told again, what was missed is', async () => {
    const first = await EventStream.open(shop, orderUpdated(id));
    await first.next();
    await shop.tell('order.paid.v1', id);
    await first.next();
    first.disconnect();
    await nothingIsOpen();
    const headers = { 'last-event-id': first.lastId ?? '' };
    const second = await EventStream.open(shop, orderUpdated(id), headers);
    await waitFor('the stream to be open', () => shop.open.subjects === 1);
    orders.set(id, { id, status: 'PAID' });
    await shop.tell('order.paid.v1', id);
    expect(await second.next()).toMatchObject({ data: { orderUpdated: { status: 'PAID' } } });
    expect(second.lastId).not.toBe(first.lastId);
    second.disconnect();
    await nothingIsOpen();
    const third = await EventStream.open(shop, orderUpdated(id), headers);
    expect(await third.next()).toMatchObject({ data: { orderUpdated: { status: 'PAID' } } });
    third.disconnect();
    await nothingIsOpen();
  });

  it('[BOLA-01] is not resumed by whoever may not see the thing, whatever event they name', async () => {
    const own = await EventStream.open(shop, orderUpdated(id));
    await own.next();
    await shop.tell('order.paid.v1', id);
    await own.next();
    own.disconnect();
    orders.delete(id);
    const stream = await EventStream.open(shop, orderUpdated(id), { 'last-event-id': own.lastId ?? '' });
    expect(await stream.next()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    expect(await stream.next()).toBeUndefined();
    await nothingIsOpen();
  });

  it('is freed when the client goes away while nothing happens', async () => {
    const stream = await EventStream.open(shop, orderUpdated(id));
    await stream.next();
    expect(shop.open).toEqual({ streams: 1, subjects: 1 });
    stream.disconnect();
    await nothingIsOpen();
  });

  it('ends at once for what the caller may not see', async () => {
    const stream = await EventStream.open(shop, orderUpdated(anId()));
    expect(await stream.next()).toMatchObject({
      data: { orderUpdated: null },
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
    expect(await stream.next()).toBeUndefined();
    expect(await stream.isOver()).toBe(true);
    expect(shop.open.streams).toBe(0);
  });

  it('goes on after a service did not answer for a moment', async () => {
    const stream = await EventStream.open(shop, orderUpdated(id));
    await stream.next();
    const { lastId } = stream;
    const restart = shop.stopService('shelf');
    await shop.tell('order.paid.v1', id);
    expect(await stream.next()).toMatchObject({ errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] });
    // Whoever came back behind the event would not be told its value.
    expect(stream.lastId).toBe(lastId);
    orders.set(id, { id, status: 'PAID' });
    restart();
    // Nothing more happens to the order.
    expect(await stream.next()).toMatchObject({ data: { orderUpdated: { id, status: 'PAID' } } });
    expect(stream.lastId).not.toBe(lastId);
    stream.disconnect();
    await nothingIsOpen();
  });

  it('goes on with what is there while another service does not answer, and says the same only once', async () => {
    const restart = shop.stopService('ratings');
    const stream = await EventStream.open(shop, withRating(id));
    const rated = (status: string, rating: number | null) => ({
      data: { orderUpdated: { status, best: { rating } } },
    });
    expect(await stream.next()).toMatchObject(rated('PLACED', null));
    await shop.tell('order.paid.v1', id);
    orders.set(id, { id, status: 'PAID' });
    await shop.tell('order.paid.v1', id);
    expect(await stream.next()).toMatchObject(rated('PAID', null));
    restart();
    expect(await stream.next()).toMatchObject(rated('PAID', 4.5));
    stream.disconnect();
    await nothingIsOpen();
  });

  it('asks the service as the caller', async () => {
    const headers = await shop.bearer();
    shop.calls.length = 0;
    const stream = await EventStream.open(shop, orderUpdated(id), headers);
    await stream.next();
    expect(shop.calls[0]?.headers.authorization).toBe(headers.authorization);
    stream.disconnect();
    await nothingIsOpen();
  });

  it('[AUTH-04] ends with an error when the session is revoked', async () => {
    const sessionId = anId();
    const stream = await EventStream.open(shop, orderUpdated(id), await shop.bearer({ sessionId }));
    await stream.next();
    await shop.tell('session.revoked.v1', sessionId);
    expect(await stream.next()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(await stream.next()).toBeUndefined();
    expect(await stream.isOver()).toBe(true);
    await nothingIsOpen();
  });

  it('[AUTH-22] ends with an error when the token expires', async () => {
    const stream = await EventStream.open(shop, orderUpdated(id), await shop.bearer({ lifeSeconds: 5 }));
    await stream.next();
    expect(await stream.next()).toMatchObject({
      errors: [{ message: 'The access token has expired.', extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(await stream.next()).toBeUndefined();
  });

  it('[AUTH-22] does not begin with a bad token', async () => {
    const answer = await answerOf(
      (await EventStream.open(shop, orderUpdated(id), { authorization: 'Bearer x.y.z' })).response,
    );
    expect([answer.status, codesOf(answer)]).toEqual([401, ['UNAUTHENTICATED']]);
  });

  it.each([
    [
      'two fields',
      'subscription { orderUpdated(id: "1") { id } other: orderUpdated(id: "2") { id } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a field in a fragment',
      'subscription { ...F } fragment F on Subscription { orderUpdated(id: "1") { id } }',
      'BAD_GRAPHQL_REQUEST',
    ],
    ['a field that is not live', 'subscription { __typename }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      '[AUTH-22] what is too deep',
      `subscription { orderUpdated(id: "1") { ${'... { '.repeat(5)} id ${'@skip(if: false) '.repeat(30)} ${'} '.repeat(5)} } }`,
      'OPERATION_TOO_LARGE',
    ],
  ])('refuses %s before it begins', async (_, query, code) => {
    const answer = await answerOf((await EventStream.open(shop, query)).response);
    expect([answer.status, codesOf(answer)]).toEqual([400, [code]]);
  });

  it('refuses a client that does not take streams', async () => {
    const answer = await shop.graphql(orderUpdated(id));
    expect([answer.status, codesOf(answer)]).toEqual([400, ['BAD_GRAPHQL_REQUEST']]);
  });
});

describe('the end of the gateway', () => {
  it('ends open streams and sockets with it, at once', async () => {
    const shop = await ToyShop.start({ GATEWAY_MAX_STREAMS: '2' });
    const id = anId();
    orders.set(id, { id, status: 'PLACED' });
    const query = `subscription { orderUpdated(id: "${id}") { status } }`;
    const streams = [await EventStream.open(shop, query), await EventStream.open(shop, query)];
    for (const stream of streams) await stream.next();
    const third = await answerOf((await EventStream.open(shop, query)).response);
    expect([third.status, codesOf(third)]).toEqual([503, ['TOO_MANY_STREAMS']]);
    const startedAt = performance.now();
    const stopping = shop.stop();
    for (const stream of streams) {
      expect(await stream.next()).toMatchObject({
        errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE', traceId: expect.stringMatching(/^[0-9a-f]{32}$/) } }],
      });
      expect(await stream.next()).toBeUndefined();
    }
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    await stopping;
  });
});
