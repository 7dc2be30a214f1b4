import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { BearerToken, exchange, type HttpAnswer, type IssuedToken, NoAnswer } from '@tovar/platform';
import type { z } from 'zod';
import { CarrierSilent } from '../../domain/parcel.errors.ts';
import { type CdekTrouble, tokenAnswer } from './cdek-answers.ts';
import { judge, type Judgement } from './judgement.ts';

export interface CdekApiOptions {
  /** With the version, `https://api.cdek.ru/v2`. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly timeoutMs: number;
  /** The longest wait before the first repetition; it doubles with each. */
  readonly retryMs: number;
}

export interface CdekCall<Answer> {
  /** For messages: "register the parcel". */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly answer: z.ZodType<Answer>;
  /** False for what would take effect twice: that is tried once, and then looked for. */
  readonly isSafeToRepeat: boolean;
  readonly timeoutMs?: number;
}

/** CDEK says no, and why. */
export class CdekRefused extends Error {
  readonly code = 'CDEK_REFUSED';
  constructor(
    readonly operation: string,
    readonly troubles: readonly CdekTrouble[],
  ) {
    super(`CDEK refuses to ${operation}: ${troubles.map(({ code, message }) => message || code).join('; ')}`);
  }

  has(...codes: readonly string[]): boolean {
    return this.troubles.some(({ code }) => codes.includes(code));
  }
}

const TRIES = 3;
const LONGEST_ANSWER = 8 * 1_048_576;

/** CDEK's API v2: token, repetition of what may be repeated, and answers that are checked before they are used. */
export class CdekApi {
  private readonly logger = new Logger('CDEK');
  private readonly token = new BearerToken(() => this.login());

  constructor(
    private readonly options: CdekApiOptions,
    private readonly random: () => number = Math.random,
  ) {}

  /** Throws `CdekRefused` for a refusal with its reasons, `CarrierSilent` for all else that is no good answer. */
  async call<Answer>(call: CdekCall<Answer>): Promise<Answer> {
    const result = call.answer.safeParse(await this.repeat(call));
    if (result.success) return result.data;
    throw new CarrierSilent('cdek', call.operation, 'an answer in an unknown shape', { cause: result.error });
  }

  /** A file that is there. Throws `CarrierSilent`. */
  async download(operation: string, path: string): Promise<Uint8Array> {
    const headers = { accept: 'application/pdf', authorization: `Bearer ${await this.token.get()}` };
    const answer = await this.exchanged('GET', path, { headers, timeoutMs: this.options.timeoutMs });
    if ('kind' in answer) throw new CarrierSilent('cdek', operation, answer.why);
    const isPdf = answer.status === 200 && answer.text.startsWith('%PDF-');
    if (!isPdf) throw new CarrierSilent('cdek', operation, `${answer.status} and no PDF`);
    return answer.bytes;
  }

  private async repeat(call: CdekCall<unknown>): Promise<unknown> {
    for (let tried = 1; ; tried += 1) {
      const judgement = await this.send(call);
      if (judgement.kind === 'done') return judgement.json;
      if (judgement.kind === 'refused') throw new CdekRefused(call.operation, judgement.troubles);
      if (judgement.kind === 'unauthenticated') throw new CarrierSilent('cdek', call.operation, 'no token is accepted');
      const isRepeated = call.isSafeToRepeat && judgement.isWorthRepeating && tried < TRIES;
      if (!isRepeated) throw new CarrierSilent('cdek', call.operation, judgement.why);
      await delay(this.random() * this.options.retryMs * 2 ** (tried - 1));
    }
  }

  /** A token may end earlier than announced: one new one is worth trying. Whoever is not known has done nothing. */
  private async send(call: CdekCall<unknown>): Promise<Judgement> {
    const token = await this.token.get();
    const first = await this.attempt(call, token);
    if (first.kind !== 'unauthenticated') return first;
    this.token.drop(token);
    return this.attempt(call, await this.token.get());
  }

  private async attempt({ method, path, body, timeoutMs }: CdekCall<unknown>, token: string): Promise<Judgement> {
    const answer = await this.exchanged(method, path, {
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
      timeoutMs: timeoutMs ?? this.options.timeoutMs,
    });
    return 'kind' in answer ? answer : judge(answer);
  }

  private async login(): Promise<IssuedToken> {
    const { clientId, clientSecret, timeoutMs } = this.options;
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const answer = await this.exchanged('POST', '/oauth/token', {
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
      timeoutMs,
    });
    const judgement = 'kind' in answer ? answer : judge(answer);
    const token = judgement.kind === 'done' ? tokenAnswer.safeParse(judgement.json).data : undefined;
    if (!token) throw new CarrierSilent('cdek', 'log in', `no token: ${judgement.kind}`);
    return { token: token.access_token, lifeSeconds: token.expires_in };
  }

  private async exchanged(
    method: CdekCall<unknown>['method'],
    path: string,
    request: { headers: Record<string, string>; body?: string; timeoutMs: number },
  ): Promise<HttpAnswer | Extract<Judgement, { kind: 'unknown' }>> {
    try {
      const url = this.options.baseUrl + path;
      const answer = await exchange({ method, url, longestAnswer: LONGEST_ANSWER, ...request });
      this.logger.debug(`${method} ${path}: ${answer.status}`);
      return answer;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      this.logger.warn(`${method} ${path}: ${error.message}`);
      return { kind: 'unknown', why: error.message, isWorthRepeating: error.isWorthRepeating };
    }
  }
}
