import fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { DomainError } from './domain-error.ts';
import { InvalidInput, ServiceUnavailable, Unauthenticated } from './platform.errors.ts';
import { sendProblem } from './problem.filter.ts';

/** Its details use names that a problem has a meaning for. */
class OrderNotConfirmable extends DomainError {
  readonly code = 'ORDER_NOT_CONFIRMABLE';
  override readonly kind = 'conflict';
  constructor() {
    super('Only a placed order can be confirmed.', {
      orderId: 'o-1',
      status: 'cancelled',
      title: 'Order',
      traceId: 'x',
    });
  }
}

describe('a problem answer', () => {
  let service: FastifyInstance;

  afterEach(() => service.close());

  const answerTo = async (error: unknown): Promise<LightMyRequestResponse> => {
    service = fastify();
    service.get('/', (_request, reply) => sendProblem(reply, error));
    return service.inject('/');
  };

  it('is RFC 9457 problem details with code, errors and trace id', async () => {
    const answer = await answerTo(new InvalidInput([{ path: 'lines.0', message: 'is missing' }]));
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json\b/);
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title: 'The input has 1 problem(s).',
      status: 400,
      code: 'INVALID_INPUT',
      errors: [{ path: 'lines.0', message: 'is missing' }],
      traceId: '',
    });
  });

  it('adds the details, but lets none take the place of what a problem has to say', async () => {
    const answer = await answerTo(new OrderNotConfirmable());
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title: 'Only a placed order can be confirmed.',
      status: 409,
      code: 'ORDER_NOT_CONFIRMABLE',
      orderId: 'o-1',
      errors: [],
      traceId: '',
    });
  });

  it('says nothing of what nobody declared', async () => {
    const answer = await answerTo(new Error('password authentication failed for user "tovar_orders"'));
    expect(answer.statusCode).toBe(500);
    expect(answer.payload).not.toContain('tovar_orders');
    expect(answer.json()).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
  });

  it('tells a client how to go on: with a token, or a little later', async () => {
    const unknown = await answerTo(new Unauthenticated());
    await service.close();
    const away = await answerTo(new ServiceUnavailable('catalog'));
    expect(unknown.headers['www-authenticate']).toBe('Bearer');
    expect(away.headers['retry-after']).toBe('1');
  });
});
