import type { HttpAnswer } from '@tovar/platform';
import { errorAnswer, processingAnswer } from './yookassa-answers.ts';

/** What an answer of YooKassa means for the caller. */
export type Judgement =
  | { readonly kind: 'done'; readonly json: unknown }
  | { readonly kind: 'refused'; readonly reason: string }
  | {
      readonly kind: 'unknown';
      readonly why: string;
      readonly isWorthRepeating: boolean;
      /** How long YooKassa asks us to wait. */
      readonly waitMs?: number;
    };

/** What is wrong with the shop's set-up, or with the key: it says nothing about the payment, so somebody has to look. */
const OUR_SETUP = new Set([401, 405, 407, 408, 410, 415]);
const KEY_PARAMETER = 'Idempotence-Key';

/**
 * Success is 200 and nothing else; a 202 is still at work. Only a well-formed refusal counts as "no". After a 500 the
 * result is not known, and the same may be asked again about once a minute: at once only if it was a question.
 */
export function judge(
  { status, headers, text }: Pick<HttpAnswer, 'status' | 'headers' | 'text'>,
  isQuestion: boolean,
): Judgement {
  const json = parse(text);
  if (status === 200 && json !== undefined) return { kind: 'done', json };
  const refusal = errorAnswer.safeParse(json).data;
  const why = `YooKassa answered ${status} ${refusal?.code ?? 'and nothing known'}`;
  if (status === 202) {
    return { kind: 'unknown', why, isWorthRepeating: true, waitMs: processingAnswer.safeParse(json).data?.retry_after };
  }
  if (status === 429) return { kind: 'unknown', why, isWorthRepeating: true, waitMs: retryAfterMs(headers) };
  const isRefusal = refusal !== undefined && status >= 400 && status < 500;
  if (!isRefusal) return { kind: 'unknown', why, isWorthRepeating: status >= 500 && isQuestion };
  const isUnclear = OUR_SETUP.has(status) || refusal.parameter === KEY_PARAMETER;
  if (isUnclear) return { kind: 'unknown', why: `${why} (${refusal.parameter ?? ''})`, isWorthRepeating: false };
  return { kind: 'refused', reason: (refusal.reason ?? refusal.code).toUpperCase() };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function retryAfterMs(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}
