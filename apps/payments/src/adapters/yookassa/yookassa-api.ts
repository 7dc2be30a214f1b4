import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { z } from 'zod';
import { ProviderRefused, UnknownOutcome } from '../../domain/payment.errors.ts';
import { exchange, NoAnswer } from '@tovar/platform';
import { judge, type Judgement } from './judgement.ts';

export interface YooKassaApiOptions {
  /** With the version, `https://api.yookassa.ru/v3`. */
  readonly baseUrl: string;
  readonly shopId: string;
  readonly secretKey: string;
  readonly timeoutMs: number;
  /** The longest wait before the first repetition; it doubles with each. */
  readonly retryMs: number;
}

export interface YooKassaCall<Answer> {
  /** For messages: "capture the payment". */
  readonly operation: string;
  readonly path: string;
  /** With a body it is a command, which needs a key; without one it is a question. */
  readonly command?: { readonly body: object; readonly key: string };
  readonly answer: z.ZodType<Answer>;
}

const TRIES = 4;
const LONGEST_ANSWER = 1_048_576;
/** A longer wait is left to the job queue. */
const LONGEST_WAIT_MS = 5_000;

/** YooKassa's REST API: repetition under the same key and body, and answers that are checked before they are used. */
export class YooKassaApi {
  private readonly logger = new Logger('YooKassa');

  constructor(
    private readonly options: YooKassaApiOptions,
    private readonly random: () => number = Math.random,
  ) {}

  /** Throws `ProviderRefused` for a refusal that is final, `UnknownOutcome` for all else that is no good answer. */
  async call<Answer>(call: YooKassaCall<Answer>): Promise<Answer> {
    const result = call.answer.safeParse(await this.repeat(call));
    if (result.success) return result.data;
    throw new UnknownOutcome(call.operation, 'YooKassa answered in an unknown shape', { cause: result.error });
  }

  private async repeat(call: YooKassaCall<unknown>): Promise<unknown> {
    for (let tried = 1; ; tried += 1) {
      const judgement = await this.attempt(call);
      if (judgement.kind === 'done') return judgement.json;
      if (judgement.kind === 'refused') throw new ProviderRefused(call.operation, judgement.reason);
      const waitMs = Math.max(judgement.waitMs ?? 0, this.random() * this.options.retryMs * 2 ** (tried - 1));
      if (!judgement.isWorthRepeating || tried === TRIES || waitMs > LONGEST_WAIT_MS) {
        throw new UnknownOutcome(call.operation, judgement.why);
      }
      await delay(waitMs);
    }
  }

  private async attempt({ path, command }: YooKassaCall<unknown>): Promise<Judgement> {
    const { baseUrl, shopId, secretKey, timeoutMs } = this.options;
    const method = command ? 'POST' : 'GET';
    const headers = {
      accept: 'application/json',
      authorization: `Basic ${Buffer.from(`${shopId}:${secretKey}`).toString('base64')}`,
      ...(command && { 'content-type': 'application/json', 'idempotence-key': command.key }),
    };
    const request = { method, url: baseUrl + path, headers, timeoutMs, longestAnswer: LONGEST_ANSWER } as const;
    try {
      const answer = await exchange({ ...request, body: command && JSON.stringify(command.body) });
      this.logger.debug(`${method} ${path}: ${answer.status}`);
      return judge(answer, !command);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      this.logger.warn(`${method} ${path}: ${error.message}`);
      return { kind: 'unknown', why: error.message, isWorthRepeating: error.isWorthRepeating };
    }
  }
}
