import { TestShop } from '@tovar/testing';
import { GatewayModule } from '../src/gateway.module.ts';
import { LiveFields } from '../src/live/live-fields.ts';
import { routesOf } from '../src/rest/openapi-document.ts';
import { ServiceDocuments } from '../src/service-documents.ts';

describe('the gateway before the services of the shop', () => {
  let shop: TestShop;
  const { openApi } = ServiceDocuments.committed();

  beforeAll(async () => {
    shop = await TestShop.start({ gateway: GatewayModule }, { listen: { gateway: { host: '127.0.0.1', port: 0 } } });
    shop.running.process.localServices.delete('accounts');
  });
  afterAll(() => shop.stop());

  const routes = [...routesOf(openApi)].flatMap(([path, services]) =>
    [...services].map(([method, service]) => ({ method, path, service })),
  );

  it.each(routes)('passes $method $path on to $service', async ({ method, path, service }) => {
    const target = path.replaceAll(/\{\w+\}/g, '0190a5d8-0000-7000-8000-000000000000');
    const init = { method, body: method === 'GET' || method === 'DELETE' ? undefined : '{}' };
    const response = await fetch(`${shop.running.url('gateway')}${target}`, init);
    expect([response.status, await response.json()]).toMatchObject([503, { service }]);
  });

  it('knows every service on its graph', async () => {
    const query = '{ __schema { queryType { name } mutationType { name } subscriptionType { fields { name } } } }';
    const response = await fetch(`${shop.running.url('gateway')}/graphql?${new URLSearchParams({ query })}`);
    const { data } = (await response.json()) as {
      data: { __schema: { subscriptionType: { fields: { name: string }[] } } };
    };
    const live = data.__schema.subscriptionType.fields.map(({ name }) => name);
    expect(live.filter((name) => LiveFields.ofShop().get(name) === undefined)).toEqual([]);
    expect(live).toContain('orderUpdated');
  });
});
