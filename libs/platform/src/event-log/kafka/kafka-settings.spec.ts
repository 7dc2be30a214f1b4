import { parseKafkaUrl } from './kafka-settings.ts';

describe('the address of Kafka', () => {
  it('names one broker or several, with the usual port where none is named', () => {
    const { topic, client } = parseKafkaUrl('kafka://one,two:9094,10.0.0.3:9095/tovar');
    expect(topic).toBe('tovar');
    expect(client.bootstrapBrokers).toEqual(['one:9092', 'two:9094', '10.0.0.3:9095']);
    expect([client.tls, client.sasl]).toEqual([undefined, undefined]);
  });

  it.each([
    ['', 'SCRAM-SHA-512'],
    ['?mechanism=SCRAM-SHA-256', 'SCRAM-SHA-256'],
    ['?mechanism=PLAIN', 'PLAIN'],
  ])('logs in by the mechanism of "%s"', (query, mechanism) => {
    const { client } = parseKafkaUrl(`kafka://orders:p%40ss@kafka/tovar${query}`);
    expect(client.sasl).toEqual({ mechanism, username: 'orders', password: 'p@ss' });
  });

  it('believes the certificates of a given authority, and always asks for one', () => {
    expect(parseKafkaUrl('kafka+ssl://kafka/tovar').client.tls).toEqual({ rejectUnauthorized: true });
    expect(parseKafkaUrl('kafka+ssl://kafka/tovar', 'PEM').client.tls).toEqual({ rejectUnauthorized: true, ca: 'PEM' });
  });

  it('tells a broker by which name it is meant, where it has one', () => {
    expect(parseKafkaUrl('kafka+ssl://kafka/tovar').client.tlsServerName).toBe(true);
    expect(parseKafkaUrl('kafka+ssl://10.0.0.3/tovar').client.tlsServerName).toBeUndefined();
  });
});
