import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import fastify from 'fastify';
import { dropUnusedConnections } from './unused-connections.ts';

describe('a server that stops', () => {
  it('does not wait for a connection on which nothing was ever asked', async () => {
    const app = fastify({ forceCloseConnections: 'idle' });
    dropUnusedConnections(app);
    await app.listen({ host: '127.0.0.1', port: 0 });
    const accepted = once(app.server, 'connection');
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    const ended = once(socket, 'close');
    await accepted;
    await app.close();
    await ended;
    expect(app.server.listening).toBe(false);
  });
});
