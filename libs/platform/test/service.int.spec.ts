import { TestShop, waitFor } from '@tovar/testing';
import { ToyModule } from './toy/toy.module.ts';

describe('a service on the platform', () => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await TestShop.start({ toy: ToyModule });
  });
  afterAll(() => shop.stop());

  it('stores, tells, hears and works: a request ends in a job that its own message started', async () => {
    const { status, body } = await shop.request('toy', {
      method: 'POST',
      path: '/api/v1/greetings',
      body: { text: 'hello' },
    });
    expect(status).toBe(201);
    const heard = await waitFor('the greeting to be heard', async () => {
      const answer = await shop.request('toy', { path: `/api/v1/greetings/${body.result.id}` });
      return answer.body.heard && answer.body;
    });
    expect(heard).toMatchObject({ text: 'hello', heard: true });
  });

  it('measures requests by their routes, and says how its work, its messages and its connections stand', async () => {
    await shop.request('toy', { path: '/api/v1/greetings/0190a5d8-0000-7000-8000-000000000000' });
    await shop.request('toy', { path: '/api/v1/somebody-elses-words' });
    const page = await shop.running.process.metrics.page.render();
    expect(page).toMatch(
      /^tovar_request_seconds_count{service="toy",method="GET",route="\/api\/v1\/greetings\/:id",status="4xx"} \d+$/m,
    );
    expect(page).toContain('route="unknown",status="4xx"');
    expect(page).not.toContain('somebody-elses-words');
    for (const line of [
      'tovar_pool_connections{service="toy",state="waiting"} 0',
      'tovar_dead_events{service="toy"} 0',
      'tovar_outbox_waiting{service="toy"} 0',
      'tovar_jobs_dead{service="toy"} 0',
      'tovar_consumer_lag_events{group="toy"}',
    ])
      expect(page).toContain(line);
  });

  it('works for as long as its caller waits, an hour for a file, and without a word of that for seconds', async () => {
    const path = '/api/v1/greetings/patience';
    const leftMs = async (headers: Record<string, string>): Promise<number> =>
      (await shop.request('toy', { path, headers })).body.leftMs;
    expect(await leftMs({ 'x-tovar-timeout-ms': '3600000' })).toBeGreaterThan(3_000_000);
    expect(await leftMs({ 'x-tovar-timeout-ms': '500' })).toBeLessThanOrEqual(500);
    expect(await leftMs({})).toBeLessThanOrEqual(15_000);
  });

  it('answers GraphQL, and masks nothing that is declared', async () => {
    const { body } = await shop.graphql('toy', '{ greeting(id: "0190a5d8-0000-7000-8000-000000000000") { text } }');
    expect(body.errors[0]).toMatchObject({ extensions: { code: 'NOT_FOUND' }, path: ['greeting'] });
  });

  it('refuses what carries no scope, and admits what does', async () => {
    const query = '{ greetings { text } }';
    const guest = await shop.graphql('toy', query);
    const reader = await shop.graphql('toy', query, {}, { as: { scopes: ['greetings:read:any'] } });
    const other = await shop.graphql('toy', query, {}, { as: { scopes: ['greetings:write:any'] } });
    expect(guest.body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    expect(other.body.errors[0].extensions.code).toBe('FORBIDDEN');
    expect(reader.body.data.greetings).toContainEqual({ text: 'hello' });
  });

  it('refuses a handler without a mark, unknown keys, and callers from outside', async () => {
    const unmarked = await shop.request('toy', { path: '/api/v1/greetings' });
    const unknownKey = await shop.request('toy', {
      method: 'POST',
      path: '/api/v1/greetings',
      body: { text: 'a', price: 1 },
    });
    const outside = await shop.request('toy', {
      path: '/api/v1/greetings/1',
      headers: { 'x-tovar-link-key': 'guess' },
    });
    expect(unmarked.status).toBe(403);
    expect(unknownKey).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
    expect(outside).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
  });

  it('prints its subgraph with the directives of access', async () => {
    const { body } = await shop.graphql('toy', '{ _service { sdl } }');
    expect(body.data._service.sdl).toContain('@requiresScopes(scopes: [["greetings:read:any"]])');
  });
});
