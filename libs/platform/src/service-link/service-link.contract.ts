import { PassThrough, Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { waitFor } from '@tovar/testing';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { inTransactionContext, type OpenTransaction } from '../database/transaction-context.ts';
import { DeadlineExceeded, ServiceUnavailable } from '../errors/platform.errors.ts';
import { AnswerSharing } from '../http/answer-sharing.ts';
import { inRequest, type RequestContext } from '../http/request-context.ts';
import { type ServiceLink, ServiceRefused, type ServiceRequest } from './service-link.ts';

/** What an adapter's suite provides. */
export interface ServiceLinkSetup {
  /** The link of a service called `caller`. */
  readonly link: ServiceLink;
  /** Lets a service answer under this name. */
  serve(name: string, routes: (service: FastifyInstance) => void): Promise<void>;
  close(): Promise<void>;
}

/** What every service link promises. */
export function describeServiceLink(name: string, setUp: () => Promise<ServiceLinkSetup>): void {
  describe(`the service link ${name}`, () => {
    let setup: ServiceLinkSetup;
    let link: ServiceLink;
    let service: string;
    let requests: FastifyRequest[];
    let services = 0;

    beforeAll(async () => {
      setup = await setUp();
      ({ link } = setup);
    });
    beforeEach(() => {
      services += 1;
      service = `service-${services}`;
      requests = [];
    });
    afterAll(() => setup.close());

    /** A service of its own for each test: what one learns about it must not matter to another. */
    const serve = (answer: (request: FastifyRequest) => unknown): Promise<void> => {
      // A test that gives up may be over before its request arrives.
      const received = requests;
      return setup.serve(service, (app) => {
        app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
          done(null, body),
        );
        app.route({
          method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
          url: '/*',
          handler: async (request, reply) => {
            received.push(request);
            const answered = await answer(request);
            if (answered === NO_ANSWER) return reply.hijack().raw.destroy();
            return reply.send(answered);
          },
        });
      });
    };
    const send = (request: Partial<ServiceRequest> = {}) =>
      link.send({ service, method: 'GET', path: '/', ...request });
    const headersSent = async (request: Partial<ServiceRequest> = {}) => {
      await send(request);
      return requests.at(-1)?.headers ?? {};
    };

    it('takes any answered status for an answer, with its headers and its body', async () => {
      await setup.serve(service, (app) => {
        app.get('/orders/:id', async (_request, reply) =>
          reply.status(409).header('x-why', 'sold').send({ code: 'SOLD' }),
        );
      });
      const answer = await send({ path: '/orders/1?currency=EUR' });
      expect(answer.status).toBe(409);
      expect(answer.headers['x-why']).toBe('sold');
      expect(JSON.parse(answer.body)).toEqual({ code: 'SOLD' });
    });

    it('brings back bytes as they are', async () => {
      const picture = Buffer.from([0, 255, 137, 80, 10, 13]);
      await serve(() => picture);
      expect(Buffer.from((await send()).bytes)).toEqual(picture);
    });

    it.each([[{ text: 'hello' }], [['a', 1]], [true], [12]])('sends %j as JSON', async (body) => {
      await serve((request) => ({ body: request.body }));
      const { body: echoed } = await send({ method: 'POST', body });
      expect(JSON.parse(echoed)).toEqual({ body });
    });

    it('sends text and bytes as they are, with the content type that the caller names', async () => {
      await serve(({ body }) => (Buffer.isBuffer(body) ? [...body] : { text: body }));
      const text = await send({ method: 'POST', body: 'hello', headers: { 'content-type': 'text/plain' } });
      const body = new Uint8Array([9, 1, 255, 8]).subarray(1, 3);
      const bytes = await send({ method: 'PUT', body, headers: { 'Content-Type': 'application/octet-stream' } });
      expect(JSON.parse(text.body)).toEqual({ text: 'hello' });
      expect(JSON.parse(bytes.body)).toEqual([1, 255]);
    });

    it('passes bodies of any size on in both directions while they arrive, and lets the faster side wait', async () => {
      await setup.serve(service, (app) => {
        app.addContentTypeParser('text/csv', (_request, body, done) => done(null, body));
        app.post('/', (request, reply) =>
          reply.type('text/csv').send((request.body as Readable).pipe(new PassThrough())),
        );
      });
      let sent = 0;
      async function* pieces() {
        for (; sent < 1_000; sent += 1) yield Buffer.alloc(65_536, sent);
      }
      const { status, headers, stream } = await link.stream({
        service,
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'text/csv' },
        body: Readable.from(pieces()),
      });
      expect([status, headers['content-type']]).toEqual([200, 'text/csv']);
      // Time enough for a sender that does not wait to be done.
      for (let turn = 0; turn < 1_000; turn += 1) await nextTurn();
      // Sockets hold some megabytes of their own.
      expect(sent).toBeLessThan(500);
      let received = 0;
      for await (const piece of stream) received += (piece as Buffer).length;
      expect(received).toBe(1_000 * 65_536);
    });

    it.each(['send', 'stream'] as const)('brings back by %s what is answered before the body has come', async (way) => {
      await setup.serve(service, (app) => {
        app.addContentTypeParser('image/png', { parseAs: 'buffer', bodyLimit: 1_024 }, (_request, body, done) =>
          done(null, body),
        );
        app.post('/', () => 'taken');
      });
      const request = { service, method: 'POST', path: '/', headers: { 'content-type': 'image/png' } } as const;
      const body = Buffer.alloc(6 * 1_024 * 1_024);
      const status = async (): Promise<number> => {
        if (way === 'send') return (await link.send({ ...request, body })).status;
        const answer = await link.stream({ ...request, body: Readable.from([body]) });
        answer.stream.resume();
        return answer.status;
      };
      expect(await Promise.all([status(), status(), status()])).toEqual([413, 413, 413]);
    });

    it('tells whoever reads a stream that the service broke it off', async () => {
      await setup.serve(service, (app) => {
        app.get('/', (_request, reply) => reply.send(Readable.from(brokenOff())));
      });
      const { stream } = await link.stream({ service, method: 'GET', path: '/' });
      await expect(Array.fromAsync(stream)).rejects.toThrow();
    });

    it("carries the request's identity, id, trace and address, the caller's name and the time that is left", async () => {
      await serve(() => 'ok');
      const context = aRequest({ authorization: 'Bearer a.b.c', clientIp: '203.0.113.7', timeLeftMs: 5_000 });
      const headers = await inRequest(context, () => headersSent());
      expect(headers).toMatchObject({
        authorization: 'Bearer a.b.c',
        'x-request-id': context.requestId,
        'x-client-ip': '203.0.113.7',
        'x-tovar-caller': 'caller',
        traceparent: expect.stringMatching(new RegExp(`^00-${TRACE_ID}-[0-9a-f]{16}-01$`)),
      });
      expect(headers.traceparent).not.toBe(context.traceparent);
      expect(Number(headers['x-tovar-timeout-ms'])).toBeGreaterThan(1_000);
      expect(Number(headers['x-tovar-timeout-ms'])).toBeLessThanOrEqual(5_000);
    });

    it('carries nobody outside of a request, and begins a trace', async () => {
      await serve(() => 'ok');
      const headers = await headersSent();
      expect(headers.authorization).toBeUndefined();
      expect(headers['x-request-id']).toBeUndefined();
      expect(headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    });

    it('carries the headers that the caller chooses, but none that only the link may say', async () => {
      await serve(() => 'ok');
      const fromClient = {
        'Accept-Language': 'ru',
        'X-Tovar-Caller': 'accounts',
        'x-tovar-link-key': 'guessed',
        'X-TOVAR-TIMEOUT-MS': '999999',
        'x-tovar-anything': 'else',
        'X-Client-IP': '127.0.0.1',
        'X-Request-Id': 'chosen-by-client',
        TraceParent: `00-${'f'.repeat(32)}-${'f'.repeat(16)}-01`,
      };
      const headers = await headersSent({ headers: fromClient });
      expect(headers['accept-language']).toBe('ru');
      expect(headers['x-tovar-caller']).toBe('caller');
      expect(String(headers['x-tovar-link-key'])).not.toContain('guessed');
      expect(headers['x-tovar-timeout-ms']).not.toContain('999999');
      expect(headers['x-tovar-anything']).toBeUndefined();
      expect(headers['x-client-ip']).toBeUndefined();
      expect(headers['x-request-id']).toBeUndefined();
      expect(headers.traceparent).not.toContain('ffffffff');
    });

    it("adds the called service's statements to the request's own", async () => {
      await setup.serve(service, (app) => {
        app.get('/', async (_request, reply) => reply.header('x-statements', '3').send('ok'));
      });
      const context = aRequest();
      await inRequest(context, async () => Promise.all([send(), send()]));
      expect(context.statements).toBe(6);
    });

    it('gives up when the time of the call is over', async () => {
      await serve(() => NEVER);
      await expect(send({ timeoutMs: 30 })).rejects.toThrow(DeadlineExceeded);
    });

    it("gives up when the caller's own time is over", async () => {
      await serve(() => NEVER);
      const impatient = aRequest({ timeLeftMs: 30 });
      await expect(inRequest(impatient, () => send({ timeoutMs: 60_000 }))).rejects.toThrow(DeadlineExceeded);
    });

    it('sends nothing for a caller whose time is over', async () => {
      await serve(() => 'ok');
      const tooLate = aRequest({ timeLeftMs: -1 });
      await expect(inRequest(tooLate, () => send({ method: 'POST' }))).rejects.toThrow(DeadlineExceeded);
      expect(requests).toEqual([]);
    });

    it.each([
      ['a GET three times', {}, 3],
      ['what the caller calls safe three times', { method: 'POST', isSafeToRepeat: true }, 3],
      ['a POST once', { method: 'POST' }, 1],
      ['what the caller calls unsafe once', { isSafeToRepeat: false }, 1],
    ] as const)('sends %s when there is no answer', async (_what, request, tries) => {
      await serve(() => NO_ANSWER);
      await expect(send(request)).rejects.toThrow(ServiceUnavailable);
      expect(requests).toHaveLength(tries);
    });

    it('answers from a later try', async () => {
      await serve(() => (requests.length < 3 ? NO_ANSWER : 'at last'));
      expect((await send()).body).toBe('at last');
    });

    it('does not try again what was answered, whatever the status', async () => {
      await serve(() => Promise.reject(new Error('A defect.')));
      expect((await send()).status).toBe(500);
      expect(requests).toHaveLength(1);
    });

    it('stops calling a service that fails ten times on end, and calls it again after a while', async () => {
      let isMended = false;
      await serve(() => (isMended ? 'ok' : NO_ANSWER));
      await failTenTimes(ServiceUnavailable);
      isMended = true;
      await expect(send()).rejects.toThrow(ServiceUnavailable);
      expect(requests).toHaveLength(10);
      await waitFor('the circuit to close', async () => (await send()).body === 'ok');
      expect((await send()).body).toBe('ok');
    });

    it('stops calling a service that lets the time run out ten times on end', async () => {
      await serve(() => NEVER);
      await failTenTimes(DeadlineExceeded);
      // A call that is made ends when its time is over.
      await expect(send({ timeoutMs: 10_000 })).rejects.toThrow(ServiceUnavailable);
      // Over a network each call makes a connection of its own, and its time may run out before it is there.
      expect(requests.length).toBeLessThanOrEqual(10);
    });

    const failTenTimes = async (error: typeof DeadlineExceeded | typeof ServiceUnavailable): Promise<void> => {
      // A connection that breaks says so by itself, however long that takes on a busy machine.
      const timeoutMs = error === DeadlineExceeded ? 50 : 10_000;
      for (let time = 0; time < 10; time += 1) {
        await expect(send({ method: 'POST', timeoutMs })).rejects.toThrow(error);
      }
    };

    it('calls other services although one is out', async () => {
      await serve(() => NO_ANSWER);
      await failTenTimes(ServiceUnavailable);
      service = `${service}-other`;
      await serve(() => 'ok');
      expect((await send()).body).toBe('ok');
    });

    it('says that a service which is not there is unavailable, until it is there', async () => {
      await expect(send()).rejects.toThrow(new ServiceUnavailable(service));
      await serve(() => 'ok');
      expect((await waitFor('the service', () => send())).body).toBe('ok');
    });

    it('refuses to call while a transaction is open', async () => {
      await serve(() => 'ok');
      const open = { owner: {}, afterCommit: [] } as unknown as OpenTransaction;
      await expect(inTransactionContext(open, () => send())).rejects.toMatchObject({
        code: 'REQUEST_INSIDE_TRANSACTION',
      });
      expect(requests).toEqual([]);
    });

    it('reads a JSON answer, and nothing from an empty one', async () => {
      await serve(({ method }) => (method === 'GET' ? { total: 3 } : ''));
      expect(await link.json({ service, method: 'GET', path: '/' })).toEqual({ total: 3 });
      expect(await link.json({ service, method: 'DELETE', path: '/' })).toBeUndefined();
    });

    it('throws the problem that another service answers, with its code, status and details', async () => {
      await setup.serve(service, (app) => {
        app.get('/', async (_request, reply) =>
          reply.status(409).send({ code: 'OUT_OF_STOCK', title: 'Sold out.', available: 2 }),
        );
        app.get('/proxy', async (_request, reply) => reply.status(502).type('text/html').send('<h1>Bad gateway</h1>'));
      });
      const refusal: unknown = await link.json({ service, method: 'GET', path: '/' }).catch((error) => error);
      expect(refusal).toBeInstanceOf(ServiceRefused);
      expect(refusal).toMatchObject({ code: 'OUT_OF_STOCK', status: 409, details: { available: 2 } });
      await expect(link.json({ service, method: 'GET', path: '/proxy' })).rejects.toMatchObject({
        code: 'UNKNOWN',
        status: 502,
      });
    });
  });
}

const NEVER = new Promise<never>(() => undefined);
/** The service breaks the connection instead of answering. */
const NO_ANSWER = Symbol('no answer');
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';

function aRequest({
  timeLeftMs = 10_000,
  ...given
}: Partial<RequestContext> & { timeLeftMs?: number } = {}): RequestContext {
  return {
    requestId: 'a-request-id',
    traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01`,
    deadlineAt: Date.now() + timeLeftMs,
    clientIp: '198.51.100.1',
    statements: 0,
    sharing: new AnswerSharing(),
    ...given,
  };
}

async function* brokenOff() {
  yield Buffer.from('half');
  throw new Error('The other half is lost.');
}
