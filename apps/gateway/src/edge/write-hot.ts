import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestIdOf } from '@tovar/platform';
import { codingFor } from '../cache/answer-body.ts';
import type { KeptAnswer } from '../cache/answer-store.ts';
import { ageOf } from '../cache/write-answer.ts';
import { varyWith } from './cors.ts';

/** Writes a kept answer as the application would; false when the client asks for more than what is at hand. */
export function writeHot(
  { headers }: IncomingMessage,
  response: ServerResponse,
  { answer, storedAt }: KeptAnswer,
  more: Readonly<Record<string, string>>,
): boolean {
  if (headers['if-none-match'] !== undefined || /graphql-response|text\//.test(headers.accept ?? '')) return false;
  const coding = answer.isWorthCompressing ? codingFor(headers['accept-encoding']) : undefined;
  const compressed = coding && answer.compressed(coding);
  if (coding && !compressed) return false;
  const written: Record<string, string | number> = {
    'x-request-id': requestIdOf(headers['x-request-id']),
    ...answer.headers,
    ...more,
    'x-cache': 'HIT',
    age: ageOf(storedAt),
    'content-length': compressed?.length ?? answer.body.length,
  };
  if (answer.isWorthCompressing) written.vary = varyWith(more.vary, 'accept-encoding');
  if (coding) written['content-encoding'] = coding;
  response.writeHead(200, written);
  if (compressed) response.end(compressed);
  else response.end(answer.text, 'latin1');
  return true;
}
