import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerText, type EncodedAnswer } from '../federation/encoded-answer.ts';
import { refusalError } from '../graphql/graphql-answer.ts';
import { BadGraphQLRequest } from '../graphql/operation.errors.ts';

const HEARTBEAT_MS = 15_000;
const COMMENT = ':\n\n';

/**
 * Answers a subscription as server-sent events in the "distinct connections" mode of GraphQL over SSE
 * (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md): `next` for each value, a last one with `errors`
 * when it fails, `complete` at the end. Nothing is read ahead of a slow client.
 */
export async function answerAsStream(
  request: FastifyRequest,
  reply: FastifyReply,
  subscribe: () => AsyncGenerator<EncodedAnswer>,
): Promise<FastifyReply> {
  if (!request.headers.accept?.includes('text/event-stream')) {
    throw new BadGraphQLRequest(
      'A subscription is answered as a stream: send "Accept: text/event-stream", or use a WebSocket.',
    );
  }
  const answers = subscribe();
  reply.raw.once('close', () => void answers.return(undefined));
  return reply
    .headers({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // The connection ends with the stream, so that an ended stream does not hold up a stop.
      connection: 'close',
      'x-accel-buffering': 'no',
    })
    .send(Readable.from(eventsOf(answers)));
}

async function* eventsOf(answers: AsyncGenerator<EncodedAnswer>): AsyncGenerator<string> {
  yield COMMENT;
  try {
    yield* withHeartbeat(answers);
  } catch (error) {
    yield toEvent('next', answerText({ errors: [refusalError(error)] }));
  }
  yield toEvent('complete', '');
}

/** Proxies close connections on which nothing happens. */
async function* withHeartbeat(answers: AsyncGenerator<EncodedAnswer>): AsyncGenerator<string> {
  let next = answers.next();
  for (;;) {
    const answer = await beforeHeartbeat(next);
    if (answer?.done) return;
    yield answer ? toEvent('next', answerText(answer.value), answer.value.eventId) : COMMENT;
    if (answer) next = answers.next();
  }
}

async function beforeHeartbeat<Result>(next: Promise<Result>): Promise<Result | undefined> {
  const answered = new AbortController();
  const heartbeat = delay(HEARTBEAT_MS, undefined, { ref: false, signal: answered.signal }).catch(() => undefined);
  try {
    return await Promise.race([next, heartbeat]);
  } finally {
    answered.abort();
  }
}

/** With an id, which browsers send back as `Last-Event-ID` when they connect again. */
function toEvent(event: string, data: string, id?: string): string {
  return `event: ${event}\ndata: ${data}\n${id === undefined ? '' : `id: ${id}\n`}\n`;
}
