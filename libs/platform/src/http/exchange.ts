import { z } from 'zod';

/** What somebody else's API is asked. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  /** A longer answer is not read to its end. */
  readonly longestAnswer: number;
}

/** Their answer, whatever it says. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** The same as text. */
  readonly text: string;
}

/** There is no whole answer. Not worth repeating at once when the other side is silent, or says far too much. */
export class NoAnswer extends Error {
  readonly code = 'NO_ANSWER';
  constructor(
    why: string,
    readonly isWorthRepeating: boolean,
    options?: ErrorOptions,
  ) {
    super(why, options);
  }
}

const systemError = z.object({ code: z.string() });

/** One request, one answer: nothing is repeated, no redirect is followed. Throws `NoAnswer`. */
export async function exchange({ url, timeoutMs, longestAnswer, ...request }: HttpRequest): Promise<HttpAnswer> {
  try {
    const response = await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    const bytes = await readAtMost(longestAnswer, response);
    return { status: response.status, headers: response.headers, bytes, text: bytes.toString('utf8') };
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    const isTimeout = (error as Error).name === 'TimeoutError';
    throw new NoAnswer(isTimeout ? `no answer within ${timeoutMs} ms` : reasonOf(error as Error), !isTimeout, {
      cause: error,
    });
  }
}

/** Counts what comes out of decompression, so that a small answer cannot become a huge one. */
async function readAtMost(longest: number, response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > longest) throw new NoAnswer(`an answer of more than ${longest} bytes`, false);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: Error): string {
  return systemError.safeParse(error.cause).data?.code ?? error.message;
}
