import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { waitFor } from '@tovar/testing';
import { keepRefusedConnections } from './refused-bodies.ts';

const LENGTH = 6 * 1_024 * 1_024;

describe('a body that is refused before it has come', () => {
  let service: FastifyInstance;
  let caller: Socket;
  let answers: string;

  beforeEach(async () => {
    service = fastify({ bodyLimit: 1_024 });
    keepRefusedConnections(service);
    service.post('/', (_request, reply) => reply.send('taken'));
    const { port } = new URL(await service.listen({ port: 0, host: '127.0.0.1' }));
    caller = connect(Number(port), '127.0.0.1');
    answers = '';
    caller.on('data', (piece) => (answers += piece.toString()));
    await once(caller, 'connect');
  });
  afterEach(async () => {
    caller.destroy();
    await service.close();
  });

  const post = (body: string, length = body.length): boolean =>
    caller.write(
      `POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`,
    );

  it('leaves its connection open: the rest is dropped, and the next request answered', async () => {
    post('"', LENGTH);
    await waitFor('the refusal', async () => answers.includes('FST_ERR_CTP_BODY_TOO_LARGE'));
    caller.write(Buffer.alloc(LENGTH - 1));
    post('{}');
    await waitFor('the next answer', async () => answers.endsWith('taken'));
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200']);
  });
});
