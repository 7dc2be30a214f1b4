import type { FastifyReply, FastifyRequest } from 'fastify';
import { codingFor } from './answer-body.ts';
import type { CachedAnswer } from './response-cache.ts';

/**
 * Writes an answer, and says whether it was kept and for how long already. Only shared answers are compressed: the size of
 * a personal one, compressed together with what a stranger chose, would give away what is in it.
 */
export async function writeAnswer(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  { answer, isHit, storedAt }: CachedAnswer,
): Promise<FastifyReply> {
  reply.status(answer.status);
  if (answer.status === 503) reply.header('retry-after', '1');
  if (storedAt === undefined) return reply.send(answer.body);
  reply.headers({ 'x-cache': isHit ? 'HIT' : 'MISS', age: ageOf(storedAt) });
  if (!answer.isWorthCompressing) return reply.send(answer.body);
  reply.header('vary', withAcceptEncoding(reply));
  const coding = codingFor(headers['accept-encoding']);
  if (!coding) return reply.send(answer.body);
  return reply.header('content-encoding', coding).send(await answer.compress(coding));
}

/** In whole seconds, as the header `Age` says it. */
export function ageOf(storedAt: number): string {
  return String(Math.max(0, Math.floor((Date.now() - storedAt) / 1_000)));
}

function withAcceptEncoding(reply: FastifyReply): string {
  const vary = reply.getHeader('vary');
  return vary === undefined ? 'accept-encoding' : `${String(vary)}, accept-encoding`;
}
