import type { ExecutionResult } from 'graphql';
import { currentRequest } from '@tovar/platform';
import type { SubgraphCall } from '../federation/federation-engine.ts';
import type { Guest } from './guest.ts';

const SDL_WITHIN_MS = 5_000;
const LARGEST_ANSWER = 2 * 1_024 * 1_024;

/** A guest that does not answer as a subgraph does. */
export class GuestFailed extends Error {
  readonly code = 'GUEST_FAILED';

  constructor({ name }: Guest, reason: string) {
    super(`The guest ${name} ${reason}.`);
    this.name = new.target.name;
  }
}

/**
 * Sends one query to a guest. It gets the query and nothing else: not the user's token, none of the headers by which the
 * shop's own services know each other. Of its errors only message, path and code are kept.
 */
export async function callGuest(
  guest: Guest,
  { query, operationName, variables, context }: SubgraphCall,
): Promise<ExecutionResult> {
  // A guest cannot say until when its answer holds, so nobody else is shown it.
  currentRequest()?.sharing.expect(1);
  const { data, errors } = await ask(guest, { query, operationName, variables }, context.deadline);
  return {
    data,
    errors: errors?.map(({ message, path, extensions }) => ({
      message,
      path,
      extensions: { code: extensions?.code ?? 'GUEST_ERROR' },
    })),
  } as never;
}

/** The guest's part of the graph, as it describes it itself. Rejects when it does not within five seconds. */
export async function fetchSdl(guest: Guest): Promise<string> {
  const { data } = await ask(guest, { query: '{ _service { sdl } }' }, AbortSignal.timeout(SDL_WITHIN_MS));
  const sdl = (data?._service as { sdl?: unknown } | undefined)?.sdl;
  if (typeof sdl !== 'string') throw new GuestFailed(guest, 'does not tell its schema by { _service { sdl } }');
  return sdl;
}

async function ask(guest: Guest, body: object, signal: AbortSignal): Promise<ExecutionResult> {
  const response = await fetch(guest.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal,
  });
  return JSON.parse(await textOf(guest, response)) as ExecutionResult;
}

async function textOf(guest: Guest, { body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new GuestFailed(guest, `answers more than ${LARGEST_ANSWER} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
