import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { z } from 'zod';
import { ProviderRefused, UnknownOutcome } from '../../domain/payment.errors.ts';
import { BearerToken, exchange, type HttpAnswer, type IssuedToken, NoAnswer } from '@tovar/platform';
import { judge, type Judgement, type Verdict } from './judgement.ts';
import { tokenAnswer } from './paypal-answers.ts';

export interface PayPalApiOptions {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly timeoutMs: number;
  /** The longest wait before the first repetition; it doubles with each. */
  readonly retryMs: number;
}

export interface PayPalCall<Answer> {
  /** For messages: "capture the payment". */
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Sent as JSON; a POST always has one. */
  readonly body?: object;
  /** `PayPal-Request-Id`: under the same one a repetition takes effect once. */
  readonly key?: string;
  readonly answer: z.ZodType<Answer>;
}

const TRIES = 4;
const LONGEST_ANSWER = 1_048_576;
/** A longer wait is left to the job queue. */
const LONGEST_WAIT_MS = 5_000;

/** PayPal's REST API: token, repetition under the same request id, and answers that are checked before they are used. */
export class PayPalApi {
  private readonly logger = new Logger('PayPal');
  private readonly token = new BearerToken(() => this.login());

  constructor(
    private readonly options: PayPalApiOptions,
    private readonly random: () => number = Math.random,
  ) {}

  /** Throws `ProviderRefused` for a refusal that is final, `UnknownOutcome` for all else that is no good answer. */
  async call<Answer>(call: PayPalCall<Answer>): Promise<Answer> {
    const json = await this.repeat(call.operation, () => this.send(call));
    const result = call.answer.safeParse(json);
    if (!result.success)
      throw new UnknownOutcome(call.operation, 'PayPal answered in an unknown shape', { cause: result.error });
    return result.data;
  }

  private async repeat(operation: string, work: () => Promise<Verdict>): Promise<unknown> {
    for (let tried = 1; ; tried += 1) {
      const judgement = await work();
      if (judgement.kind === 'done') return judgement.json;
      if (judgement.kind === 'refused') throw new ProviderRefused(operation, judgement.reason);
      const waitMs = Math.max(judgement.waitMs ?? 0, this.random() * this.options.retryMs * 2 ** (tried - 1));
      if (!judgement.isWorthRepeating || tried === TRIES || waitMs > LONGEST_WAIT_MS) {
        throw new UnknownOutcome(operation, judgement.why);
      }
      await delay(waitMs);
    }
  }

  private async send(call: PayPalCall<unknown>): Promise<Verdict> {
    const token = await this.token.get();
    const first = await this.attempt(call, token);
    if (first.kind !== 'unauthenticated') return first;
    // The token may have ended earlier than announced: one new one is worth trying, a second is not.
    this.token.drop(token);
    const second = await this.attempt(call, await this.token.get());
    return second.kind === 'unauthenticated'
      ? { kind: 'unknown', why: 'PayPal accepts no token', isWorthRepeating: false }
      : second;
  }

  private attempt({ method, path, body, key }: PayPalCall<unknown>, token: string): Promise<Judgement> {
    const headers = {
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'paypal-request-id': key }),
      ...(method === 'POST' ? { prefer: 'return=representation' } : {}),
    };
    return this.judged(method, path, headers, body && JSON.stringify(body));
  }

  private async login(): Promise<IssuedToken> {
    const { clientId, clientSecret } = this.options;
    const headers = {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    };
    const operation = 'log in at PayPal';
    const json = await this.repeat(operation, async () => {
      const judgement = await this.judged('POST', '/v1/oauth2/token', headers, 'grant_type=client_credentials');
      // Nobody may read "PayPal refused the payment" into refused credentials.
      return judgement.kind === 'refused' || judgement.kind === 'unauthenticated'
        ? { kind: 'unknown', why: 'PayPal refuses the credentials of the shop', isWorthRepeating: false }
        : judgement;
    });
    const result = tokenAnswer.safeParse(json);
    if (!result.success) throw new UnknownOutcome(operation, 'PayPal gave no token', { cause: result.error });
    return { token: result.data.access_token, lifeSeconds: result.data.expires_in };
  }

  private async judged(
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<Judgement> {
    const { baseUrl, timeoutMs } = this.options;
    try {
      const answer = await exchange({
        method,
        url: baseUrl + path,
        headers,
        body,
        timeoutMs,
        longestAnswer: LONGEST_ANSWER,
      });
      this.log(method, path, answer);
      return judge(answer);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      this.logger.warn(`${method} ${path}: ${error.message}`);
      return { kind: 'unknown', why: error.message, isWorthRepeating: error.isWorthRepeating };
    }
  }

  private log(method: string, path: string, { status, headers }: HttpAnswer): void {
    this.logger.debug(`${method} ${path}: ${status}, debug id ${headers.get('paypal-debug-id') ?? 'none'}`);
  }
}
