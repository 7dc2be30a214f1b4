import { parseQueueUrl } from './queue-address.ts';

describe('the address of RabbitMQ', () => {
  it('names one broker or several, with one login for all', () => {
    const login = { protocol: 'amqps', username: 'orders', password: 'p@ss', vhost: 'tovar' };
    expect(parseQueueUrl('amqps://orders:p%40ss@one,two:5679/tovar')).toEqual([
      { ...login, hostname: 'one', port: undefined },
      { ...login, hostname: 'two', port: 5679 },
    ]);
  });

  it('may leave out all but the host', () => {
    expect(parseQueueUrl('amqp://rabbit')).toEqual([{ protocol: 'amqp', hostname: 'rabbit' }]);
  });

  it('names hosts by their numbers, too', () => {
    const hosts = parseQueueUrl('amqp://10.0.0.3:5679,[::1]:5680/tovar').map(({ hostname, port }) => [hostname, port]);
    expect(hosts).toEqual([
      ['10.0.0.3', 5679],
      ['::1', 5680],
    ]);
  });

  it('hands on what the client is asked for', () => {
    expect(parseQueueUrl('amqp://rabbit/tovar?heartbeat=5')).toMatchObject([{ heartbeat: '5', vhost: 'tovar' }]);
  });

  it.each(['http://rabbit', 'rabbit:5672', 'amqp://', 'amqp://one:port,two/tovar'])('is not %s', (text) => {
    expect(() => parseQueueUrl(text)).toThrow();
  });
});
