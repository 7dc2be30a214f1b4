import type { HttpAnswer } from '@tovar/platform';
import { errorAnswer } from './paypal-answers.ts';

/** What an answer of PayPal means for the caller. */
export type Judgement =
  | { readonly kind: 'done'; readonly json: unknown }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unauthenticated' }
  | {
      readonly kind: 'unknown';
      readonly why: string;
      readonly isWorthRepeating: boolean;
      /** How long PayPal asks us to wait. */
      readonly waitMs?: number;
    };

/** A judgement of the call itself, its token aside. */
export type Verdict = Exclude<Judgement, { readonly kind: 'unauthenticated' }>;

const BUSY = new Set([409, 429, 500, 502, 503, 504]);
/** Refusals that say "not now" and not "no". */
const IN_PROGRESS = new Set(['PREVIOUS_REQUEST_IN_PROGRESS', 'ORDER_COMPLETION_IN_PROGRESS']);
/** Refusals behind which money may have moved already: somebody has to look. */
const DONE_ELSEWHERE = new Set(['DUPLICATE_INVOICE_ID', 'DUPLICATE_REQUEST_ID']);
/** Statuses about the shop's account and set-up, not about the payment. */
const OUR_SETUP = new Set([403, 405, 406, 407, 408, 415]);
/** PayPal's words that we have our own for. */
const REASONS: Readonly<Record<string, string>> = { INVALID_RESOURCE_ID: 'NOT_FOUND', ORDER_EXPIRED: 'EXPIRED' };

/** Only a well-formed refusal counts as "no": a proxy's error page says nothing about the payment. */
export function judge({ status, headers, text }: Pick<HttpAnswer, 'status' | 'headers' | 'text'>): Judgement {
  const json = parse(text);
  if (status >= 200 && status < 300 && json !== undefined) return { kind: 'done', json };
  if (status === 401) return { kind: 'unauthenticated' };
  const issues = issuesIn(json);
  const [issue] = issues;
  const why = `PayPal answered ${status} ${issue ?? 'and nothing known'}`;
  if (BUSY.has(status) || issues.some((each) => IN_PROGRESS.has(each))) {
    return { kind: 'unknown', why, isWorthRepeating: true, waitMs: retryAfterMs(headers) };
  }
  const isAboutPayment = status >= 400 && status < 500 && !OUR_SETUP.has(status);
  if (!issue || !isAboutPayment || issues.some((each) => DONE_ELSEWHERE.has(each)))
    return { kind: 'unknown', why, isWorthRepeating: false };
  return { kind: 'refused', reason: REASONS[issue] ?? issue };
}

function issuesIn(json: unknown): string[] {
  const refusal = errorAnswer.safeParse(json).data;
  if (!refusal) return [];
  return refusal.details.length > 0 ? refusal.details.map(({ issue }) => issue) : [refusal.name];
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
