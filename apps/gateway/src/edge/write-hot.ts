import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { requestIdOf } from '@tovar/platform';
import { codingFor } from '../cache/answer-body.ts';
import type { KeptAnswer } from '../cache/answer-store.ts';
import { ageOf } from '../cache/write-answer.ts';
import { varyWith } from './cors.ts';

/** What an answer says besides its own head: whatever it is, and this time. */
export interface HeadOfHit {
  readonly always: Readonly<Record<string, string>>;
  readonly now: Readonly<Record<string, string>> | undefined;
}

/** Writes a kept answer as the application would; false when the client asks for more than what is at hand. */
export function writeHot(
  { headers }: IncomingMessage,
  response: ServerResponse,
  { answer, storedAt }: KeptAnswer,
  { always, now }: HeadOfHit,
): boolean {
  if (headers['if-none-match'] !== undefined || /graphql-response|text\//.test(headers.accept ?? '')) return false;
  const coding = answer.isWorthCompressing ? codingFor(headers['accept-encoding']) : undefined;
  const compressed = coding && answer.compressed(coding);
  if (coding && !compressed) return false;
  const head: OutgoingHttpHeaders = { ...answer.headOfHit(coding, always), ...now };
  head['x-request-id'] = requestIdOf(headers['x-request-id']);
  head.age = ageOf(storedAt);
  if (answer.isWorthCompressing && now?.vary !== undefined) head.vary = varyWith(now.vary, 'accept-encoding');
  response.writeHead(200, head);
  if (compressed) response.end(compressed);
  else response.end(answer.text, 'latin1');
  return true;
}
