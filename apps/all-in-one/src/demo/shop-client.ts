/** A request that the shop refused, with the code it gave. */
export class ShopRefused extends Error {
  readonly code: string;
  /** When to come again, if the shop says so: it is busy, not unwilling. */
  readonly retryAfterMs?: number;

  constructor(what: string, code: string, message: string, headers?: Headers) {
    super(`${what}: ${code}: ${message}`);
    this.code = code;
    const seconds = headers?.get('retry-after');
    if (seconds) this.retryAfterMs = Number(seconds) * 1_000;
  }
}

export interface RestAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

interface WithErrors {
  readonly errors: readonly { readonly code: string; readonly message: string }[];
}

/** Talks to a running shop from outside, as any client would: by GraphQL, by REST, and live. */
export class ShopClient {
  constructor(
    readonly url: string,
    private readonly accessToken?: string,
  ) {}

  as(accessToken: string): ShopClient {
    return new ShopClient(this.url, accessToken);
  }

  async loggedIn({ email, password }: { readonly email: string; readonly password: string }): Promise<ShopClient> {
    const { logIn } = await this.graphql<{ logIn: { tokens: { accessToken: string } } }>(
      'mutation ($input: LogInInput!) { logIn(input: $input) { tokens { accessToken } } }',
      { input: { email, password } },
    );
    return this.as(logIn.tokens.accessToken);
  }

  /** Returns the data, or throws the first error. */
  async graphql<Data>(query: string, variables: object = {}): Promise<Data> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { ...this.identity, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as {
      data: Data;
      errors?: { message: string; extensions: { code: string } }[];
    };
    const [error] = errors ?? [];
    if (error) throw new ShopRefused('GraphQL', error.extensions.code, error.message, response.headers);
    return data;
  }

  /** Runs a mutation of one field and returns its payload, or throws the first of its errors. */
  async change<Payload extends object>(mutation: string, variables: object): Promise<Payload> {
    const [payload] = Object.values(await this.graphql<Record<string, Payload & WithErrors>>(mutation, variables));
    if (!payload) throw new Error(`Nothing was asked for: ${mutation}`);
    const [refusal] = payload.errors;
    if (refusal) throw new ShopRefused('GraphQL', refusal.code, refusal.message);
    return payload;
  }

  /** Returns the answer, or throws the problem. */
  async rest<Body>(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<RestAnswer<Body>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { ...this.identity, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    const parsed = (text === '' ? undefined : JSON.parse(text)) as Body & { code?: string; title?: string };
    if (!response.ok)
      throw new ShopRefused(
        `${method} ${path}`,
        parsed?.code ?? String(response.status),
        parsed?.title ?? '',
        response.headers,
      );
    return { status: response.status, headers: response.headers, body: parsed };
  }

  /** Follows a subscription by server-sent events until the shop or the caller ends it. */
  async *follow<Data>(query: string, variables: object, signal?: AbortSignal): AsyncGenerator<Data> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { ...this.identity, 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query, variables }),
      signal,
    });
    if (!response.body) return;
    let text = '';
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = /^event: next\ndata: (.*)$/m.exec(event)?.[1];
        if (data) yield dataOf<Data>(data);
      }
    }
  }

  private get identity(): Record<string, string> {
    return this.accessToken ? { authorization: `Bearer ${this.accessToken}` } : {};
  }
}

function dataOf<Data>(text: string): Data {
  const { data, errors } = JSON.parse(text) as {
    data: Data;
    errors?: { message: string; extensions: { code: string } }[];
  };
  const [error] = errors ?? [];
  if (error) throw new ShopRefused('Subscription', error.extensions.code, error.message);
  return data;
}
