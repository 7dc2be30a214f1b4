import { codesOf, ToyShop } from './toy/toy-shop.ts';

/** Long enough for a busy machine to call the service that does answer. */
const LIMIT_MS = 2_000;

describe('answers of the graph', () => {
  let shop: ToyShop;

  beforeAll(async () => {
    shop = await ToyShop.start({ GATEWAY_TIMEOUT_MS: String(LIMIT_MS) });
  });
  afterAll(() => shop.stop());

  it('[FED-08] are partial, with 200, when a service does not answer', async () => {
    const restart = shop.stopService('ratings');
    const answer = await shop.graphql('{ products(first: 2) { name rating } }');
    restart();
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({
      products: Array.from({ length: 3 }, (_, index) => ({ name: `Product ${index}`, rating: null })),
    });
    expect(answer.errors).toEqual([
      {
        message: 'The ratings service does not answer now.',
        path: ['products'],
        extensions: {
          code: 'SERVICE_UNAVAILABLE',
          serviceName: 'ratings',
          traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
        },
      },
    ]);
  });

  it('[FED-08] come within the time limit when a service is slow', async () => {
    shop.slowDown('ratings');
    shop.calls.length = 0;
    const answer = await shop.graphql('{ product(id: "p1") { name rating } }');
    shop.speedUp('ratings');
    expect([answer.status, answer.data, codesOf(answer)]).toEqual([
      200,
      { product: { name: 'Product 1', rating: null } },
      ['SERVICE_UNAVAILABLE'],
    ]);
    const [, slow] = shop.calls;
    expect(slow?.service).toBe('ratings');
    expect(Number(slow?.headers['x-tovar-timeout-ms'])).toBeGreaterThan(0);
    expect(Number(slow?.headers['x-tovar-timeout-ms'])).toBeLessThanOrEqual(LIMIT_MS);
  });

  it('are 503 when nothing is left of them, and say when to come again', async () => {
    const restart = shop.stopService('shelf');
    const answer = await shop.graphql('{ must }');
    restart();
    expect([answer.status, answer.data, codesOf(answer)]).toEqual([503, null, ['SERVICE_UNAVAILABLE']]);
    expect(answer.headers.get('retry-after')).toBe('1');
  });

  it("have the status of the first error's code when there is no data", async () => {
    const answer = await shop.graphql('{ must }');
    expect([answer.status, answer.data]).toEqual([401, null]);
    expect(answer.errors?.[0]).toMatchObject({
      path: ['must'],
      extensions: { code: 'UNAUTHENTICATED', serviceName: 'shelf', traceId: expect.stringMatching(/^[0-9a-f]{32}$/) },
    });
  });

  it('[GQL-08] tell nothing of what went wrong inside', async () => {
    const answer = await shop.graphql('{ broken }');
    expect(answer.status).toBe(200);
    expect(codesOf(answer)).toEqual(['INTERNAL_SERVER_ERROR']);
    expect(JSON.stringify(answer)).not.toContain('SELECT');
  });

  it('carry the trace of the caller', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const answer = await shop.graphql('{ must }', {}, { traceparent: `00-${traceId}-b7ad6b7169203331-01` });
    expect(answer.errors?.[0]?.extensions.traceId).toBe(traceId);
  });

  it('[FED-03] know nothing of what services use among themselves', async () => {
    const entities = await shop.graphql('{ _entities(representations: []) { __typename } }');
    const sdl = await shop.graphql('{ _service { sdl } }');
    expect([entities.status, sdl.status]).toEqual([400, 400]);
  });
});
