import { readEnvironment } from '@tovar/platform';
import { CommandLineError } from '../command-line.ts';
import { DataFolder } from '../data-folder.ts';
import type { Login } from '../first-fill.ts';
import { startShop } from '../shop.ts';

/** Tokens live for minutes; imports may run for longer. */
const TOKEN_KEPT_MS = 4 * 60_000;
const READ_WITHIN_MS = 15_000;
/** Bad gateway, service unavailable, gateway time-out: a process of the shop, or whatever stands before it, is gone. */
const AWAY = new Set([502, 503, 504]);

/** Nobody answers at the shop's address, or only that nobody is there. */
export class ShopIsAway extends CommandLineError {
  constructor(url: string, why: string) {
    super(`The shop at ${url} does not answer: ${why}.`);
  }
}

/** A shop to be told something over HTTP as its administrator. */
export interface ReachedShop {
  /** Answers what is no refusal; throws `ShopIsAway` or the refusal, as a `CommandLineError`. */
  send(path: string, request?: RequestInit): Promise<Response>;
  /** The same for what is read at once and as a whole; throws `ShopIsAway` also when the answer is late or breaks off. */
  read<T>(path: string): Promise<T>;
  leave(): Promise<void>;
}

/** The shop at the address, or the one that runs on the data folder; if none does, one is started for the while. */
export async function reachShop({ url, data }: { url?: string; data?: string }): Promise<ReachedShop> {
  const token = process.env.TOVAR_TOKEN;
  if (url && !token) throw new CommandLineError('Set TOVAR_TOKEN to a token of that shop.');
  if (url) return { ...waysTo(url, async () => token ?? ''), leave: async () => undefined };
  const environment = { ...readEnvironment('.env'), ...(data ? { DATA_DIR: data } : {}) };
  const folder = DataFolder.at(environment.DATA_DIR ?? '.tovar');
  const running = await folder.running();
  const own = running ? undefined : await startShop({ ...environment, LOG_LEVEL: 'warn' });
  const login = (await folder.read<Login[]>('logins.json'))?.find(({ role }) => role === 'admin');
  const address = running?.url ?? own?.url;
  if (!address || (!login && !token)) {
    await own?.stop();
    throw new CommandLineError(
      `The shop on ${folder.path} has no administrator of its own: set TOVAR_TOKEN to a token.`,
    );
  }
  const logIn = login ? loginKeeper(address, login) : async () => token ?? '';
  return { ...waysTo(address, logIn), leave: async () => own?.stop() };
}

function waysTo(url: string, token: () => Promise<string>): Pick<ReachedShop, 'send' | 'read'> {
  const send: ReachedShop['send'] = async (path, request = {}) => {
    const headers = { ...(request.headers as Record<string, string>), authorization: `Bearer ${await token()}` };
    const response = await ask(url, path, { ...request, headers });
    if (response.ok) return response;
    throw new CommandLineError(await refusalOf(response));
  };
  return {
    send,
    read: async (path) => wholeOf(url, await send(path, { signal: AbortSignal.timeout(READ_WITHIN_MS) })),
  };
}

function wholeOf<T>(url: string, response: Response): Promise<T> {
  return response.json().catch((error: Error) => {
    throw new ShopIsAway(url, error.message);
  }) as Promise<T>;
}

async function ask(url: string, path: string, request: RequestInit): Promise<Response> {
  const response = await fetch(`${url}${path}`, request).catch((error: Error) => {
    const { code = error.message } = (error.cause ?? {}) as { code?: string };
    throw new ShopIsAway(url, code);
  });
  if (AWAY.has(response.status)) throw new ShopIsAway(url, await refusalOf(response));
  return response;
}

/** In the shop's own words with its trace id; whatever stands before the shop has only a status. */
async function refusalOf(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => ({}))) as { code?: string; title?: string; traceId?: string };
  const { code = response.status, title = response.statusText, traceId } = problem;
  return traceId ? `${code}: ${title} (trace ${traceId})` : `${code}: ${title}`;
}

function loginKeeper(url: string, { email, password }: Login): () => Promise<string> {
  let token = '';
  let madeAt = 0;
  return async () => {
    if (Date.now() - madeAt < TOKEN_KEPT_MS) return token;
    const response = await ask(url, '/api/v1/sessions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
      signal: AbortSignal.timeout(READ_WITHIN_MS),
    });
    ({ accessToken: token = '' } = await wholeOf<{ accessToken?: string }>(url, response));
    if (!token) throw new CommandLineError('The administrator of logins.json cannot log in any more: set TOVAR_TOKEN.');
    madeAt = Date.now();
    return token;
  };
}
