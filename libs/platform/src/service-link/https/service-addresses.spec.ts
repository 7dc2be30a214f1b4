import { everyAddress, serviceAddresses } from './service-addresses.ts';

const parse = (text: string) =>
  Object.fromEntries([...serviceAddresses.parse(text)].map(([name, urls]) => [name, urls.map(({ href }) => href)]));

describe('the addresses of services', () => {
  it('name each service and its replicas', () => {
    expect(parse('orders=https://10.0.0.1:4001|https://10.0.0.2:4001, cart=https://cart:4000,')).toEqual({
      orders: ['https://10.0.0.1:4001/', 'https://10.0.0.2:4001/'],
      cart: ['https://cart:4000/'],
    });
    expect(parse('')).toEqual({});
  });

  it.each([
    'orders',
    'orders=',
    '=https://a:1',
    'Orders=https://a:1',
    'orders=a:1',
    'orders=http://a:1',
    'orders=https://a:1/path',
    'orders=https://name@a:1',
    'orders=https://a:1|ftp://b',
  ])('refuse %s', (text) => {
    expect(serviceAddresses.safeParse(text).error?.issues[0]?.message).toMatch(/is not an address/);
  });

  it('are one for each address of a host', async () => {
    const hosts = await everyAddress([new URL('https://localhost:4001'), new URL('https://127.0.0.9:4002')]);
    expect(hosts.map(({ href }) => href)).toEqual(
      expect.arrayContaining(['https://127.0.0.1:4001/', 'https://127.0.0.9:4002/']),
    );
  });

  it('stay as they are while nobody knows the host', async () => {
    const unknown = new URL('https://nowhere.invalid:4001');
    expect(await everyAddress([unknown])).toEqual([unknown]);
  });
});
