import { NoSubgraphs, ServiceDocuments } from './service-documents.ts';

describe('the documents of the services', () => {
  it('name every service once', () => {
    const subgraphs = [{ name: 'orders', sdl: 'type Query { a: Int }' }];
    const openApi = new Map([
      ['cart', { paths: {} }],
      ['orders', { paths: {} }],
    ]);
    expect(new ServiceDocuments(subgraphs, openApi).services).toEqual(['cart', 'orders']);
  });

  it('are needed: without a graph there is nothing to serve', () => {
    expect(() => new ServiceDocuments([], new Map())).toThrow(NoSubgraphs);
    expect(() => new ServiceDocuments([], new Map())).toThrow('npm run generate');
  });
});
