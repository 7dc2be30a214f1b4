import { brokenRules } from './answer-rules.ts';
import type { Login } from './shop-process.ts';

/** What a test sends; nothing is added but the token. */
export interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Instead of the client's own token. */
  readonly token?: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any; // oxlint-disable-line no-explicit-any -- a test says what it expects
  readonly text: string;
  /** The code of a problem, or those of GraphQL's errors. */
  readonly codes: readonly string[];
  /** SQL statements that the request ran, in all services. */
  readonly statements: number;
}

/** How long a stream may say nothing before a test looks no further. */
const SILENCE_MS = 2_000;
const JSON_TYPE = { 'content-type': 'application/json' };

/** Sends what no good client sends, and shows all of the answer. Throws for one that breaks a rule of all answers. */
export class RawClient {
  constructor(
    private readonly url: string,
    private readonly accessToken?: string,
  ) {}

  async loggedIn({ email, password }: Login): Promise<RawClient> {
    const answer = await this.sendJson('POST', '/api/v1/sessions', { email, password });
    return this.withToken(answer.body.accessToken as string);
  }

  withToken(accessToken: string | undefined): RawClient {
    return new RawClient(this.url, accessToken);
  }

  async send(path: string, request: RawRequest = {}): Promise<RawAnswer> {
    const { method = 'GET', headers, body, token = this.accessToken } = request;
    const authorization = token === undefined ? undefined : { authorization: `Bearer ${token}` };
    const response = await fetch(`${this.url}${path}`, { method, headers: { ...authorization, ...headers }, body });
    const text = await response.text();
    const answer = parsed(text);
    const { status, headers: answered } = response;
    const broken = brokenRules({ method, path, sent: body, status, headers: answered, body: answer });
    if (broken.length > 0) throw new Error(broken.join('\n'));
    return {
      status,
      headers: answered,
      body: answer,
      text,
      codes: codesOf(answer),
      statements: Number(answered.get('x-statements') ?? Number.NaN),
    };
  }

  sendJson(
    method: string,
    path: string,
    body: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<RawAnswer> {
    return this.send(path, { method, headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) });
  }

  graphql(query: string, variables: object = {}, token?: string): Promise<RawAnswer> {
    return this.send('/graphql', {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify({ query, variables }),
      token,
    });
  }

  /** The first value of a subscription, or how it was refused; what nothing happens to is given up. */
  async firstOf(query: string, variables: object = {}): Promise<{ readonly body: unknown }> {
    const silence = new AbortController();
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        ...JSON_TYPE,
        accept: 'text/event-stream',
        ...(this.accessToken === undefined ? {} : { authorization: `Bearer ${this.accessToken}` }),
      },
      body: JSON.stringify({ query, variables }),
      signal: silence.signal,
    });
    let text = '';
    // From the moment at which it is open: a busy machine may take longer than that to open it.
    const timer = setTimeout(() => silence.abort(), SILENCE_MS);
    try {
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += chunk;
        if (text.includes('event: next')) break;
      }
    } catch (error) {
      if ((error as Error).name !== 'AbortError') throw error;
    } finally {
      clearTimeout(timer);
      silence.abort();
    }
    return { body: text };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function codesOf(answer: unknown): string[] {
  const { code, errors } = (answer ?? {}) as { code?: string; errors?: readonly { extensions?: { code?: string } }[] };
  if (code !== undefined) return [code];
  return Array.isArray(errors) ? errors.map(({ extensions }) => String(extensions?.code)) : [];
}
