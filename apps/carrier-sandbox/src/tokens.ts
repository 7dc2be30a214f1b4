import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Faults, FaultyAnswer } from './faults.ts';

const LIFE_SECONDS = 3_599;

/** OAuth as at CDEK: credentials in a form, tokens for an hour. */
export class Tokens {
  private readonly issued = new Map<string, number>();

  constructor(
    private readonly credentials: { readonly clientId: string; readonly clientSecret: string },
    private readonly faults: Faults,
  ) {}

  readonly plugin = async (app: FastifyInstance): Promise<void> => {
    app.post('/v2/oauth/token', async ({ body }) => this.faults.around('token', () => this.issue(body)));
  };

  /** Throws what CDEK answers to somebody without a token. */
  require({ headers }: FastifyRequest): void {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    if ((this.issued.get(token) ?? 0) < Date.now()) throw new FaultyAnswer(401, 'v2_token_expired');
  }

  private issue(body: unknown): object {
    const form = body instanceof URLSearchParams ? body : new URLSearchParams();
    const isKnown =
      form.get('grant_type') === 'client_credentials' &&
      form.get('client_id') === this.credentials.clientId &&
      form.get('client_secret') === this.credentials.clientSecret;
    if (!isKnown) throw new FaultyAnswer(401, 'invalid_client');
    const token = randomBytes(24).toString('base64url');
    this.issued.set(token, Date.now() + LIFE_SECONDS * 1_000);
    return { access_token: token, token_type: 'bearer', expires_in: LIFE_SECONDS, scope: 'order:all', jti: token };
  }
}
