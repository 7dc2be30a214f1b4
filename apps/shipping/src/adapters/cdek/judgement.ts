import type { HttpAnswer } from '@tovar/platform';
import { type CdekTrouble, troubledAnswer } from './cdek-answers.ts';

/** What an answer of CDEK means for the caller. */
export type Judgement =
  | { readonly kind: 'done'; readonly json: unknown }
  | { readonly kind: 'refused'; readonly troubles: readonly CdekTrouble[] }
  | { readonly kind: 'unauthenticated' }
  | { readonly kind: 'unknown'; readonly why: string; readonly isWorthRepeating: boolean };

/** Troubles of CDEK's or of the moment: they say nothing about the parcel. */
const UNCLEAR = new Set(['v2_internal_error', 'v2_similar_request_still_processed', 'v2_token_expired']);

/** Only a refusal that gives its reason counts as "no". */
export function judge({ status, text }: Pick<HttpAnswer, 'status' | 'text'>): Judgement {
  const json = parse(text);
  if (status === 401) return { kind: 'unauthenticated' };
  const troubles = troublesIn(json);
  const why = `CDEK answered ${status} ${troubles[0]?.code ?? 'and nothing known'}`;
  if (status >= 200 && status < 300 && json !== undefined) return { kind: 'done', json };
  const isUnclear = troubles.length === 0 || troubles.some(({ code }) => UNCLEAR.has(code));
  if (status < 400 || status === 429 || status >= 500 || isUnclear) {
    return { kind: 'unknown', why, isWorthRepeating: status === 429 || status >= 500 };
  }
  return { kind: 'refused', troubles };
}

/** What is wrong with a request that was answered; CDEK says so in two places. */
export function troublesIn(json: unknown): readonly CdekTrouble[] {
  const answer = troubledAnswer.safeParse(json).data;
  const invalid = (answer?.requests ?? []).filter(({ state }) => state === 'INVALID');
  return [...(answer?.errors ?? []), ...invalid.flatMap(({ errors }) => errors ?? [])];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
