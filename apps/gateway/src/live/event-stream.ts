import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult } from 'graphql';
import { refusalAnswer } from '../graphql/graphql-answer.ts';
import { BadGraphQLRequest } from '../graphql/operation.errors.ts';

const HEARTBEAT_MS = 15_000;

/**
 * Answers a subscription as server-sent events in the "distinct connections" mode of GraphQL over SSE
 * (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md): `next` for each value, `complete` at the end.
 */
export async function answerAsStream(
  request: FastifyRequest,
  reply: FastifyReply,
  results: AsyncGenerator<ExecutionResult>,
): Promise<void> {
  if (!/text\/event-stream/.test(request.headers.accept ?? '')) {
    throw new BadGraphQLRequest(
      'A subscription is answered as a stream: send "Accept: text/event-stream", or use a WebSocket.',
    );
  }
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  raw.write(':\n\n');
  const heartbeat = setInterval(() => raw.write(':\n\n'), HEARTBEAT_MS).unref();
  raw.once('close', () => void results.return(undefined));
  const send = (event: string, data: object | string): boolean =>
    raw.write(`event: ${event}\ndata: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`);
  try {
    for await (const result of results) send('next', result);
  } catch (error) {
    send('next', refusalAnswer(error).body);
  } finally {
    clearInterval(heartbeat);
    send('complete', '');
    raw.end();
  }
}
