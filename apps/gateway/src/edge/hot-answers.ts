import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { credentialsOf, LruMap, RequestTimings } from '@tovar/platform';
import { ResponseCache } from '../cache/response-cache.ts';
import type { KeptAnswer } from '../cache/answer-store.ts';
import type { Dear } from '../limits/budgets.ts';

/** A request that was answered from what everybody may see, and what it costs its sender. */
export interface HotQuestion {
  readonly key: string;
  readonly dear: readonly Dear[];
}

const REMEMBERED = 5_000;
/** A larger request is not one that many send. */
const LARGEST_BODY = 16 * 1_024;

/**
 * Requests by their very bytes, and the kept answers that they lead to. The same bytes mean the same request: it has been
 * parsed, checked and keyed once, and need not be again.
 */
@Injectable()
export class HotAnswers {
  private readonly questions = new LruMap<string, HotQuestion>(REMEMBERED);

  constructor(
    private readonly cache: ResponseCache,
    private readonly timings: RequestTimings,
  ) {}

  /** False when there will never be any. */
  get isOn(): boolean {
    return this.cache.isOn;
  }

  /** Told of a guest's request whose answer is shared. */
  remember(request: string, question: HotQuestion): void {
    this.questions.set(request, question);
  }

  /** Told that somebody was answered so: nothing else has seen the request. */
  countGiven(): void {
    this.timings.countCached('gateway');
  }

  /** What a guest is answered. Nothing is counted or written yet. */
  find(request: string): { kept: KeptAnswer; dear: readonly Dear[] } | undefined {
    const question = this.questions.get(request);
    const kept = question && this.cache.find({ key: question.key, isGuest: true });
    return kept && { kept, dear: question.dear };
  }
}

/** Requests about which nothing is personal, as far as their head tells. */
export function mayBeHot({ method, url, headers }: IncomingMessage): boolean {
  if (credentialsOf(headers) !== undefined || headers.upgrade !== undefined) return false;
  if (method === 'GET') return url?.startsWith('/api/v1/') === true || url?.startsWith('/graphql?') === true;
  if (method !== 'POST' || url !== '/graphql' || headers['content-type'] !== 'application/json') return false;
  return Number(headers['content-length']) <= LARGEST_BODY && headers['content-encoding'] === undefined;
}

/** What tells such requests apart: the address, or the body byte by byte. */
export function hotKey({ method, url }: Pick<IncomingMessage, 'method' | 'url'>, body: Buffer | undefined): string {
  return method === 'GET' ? `GET ${url}` : (body?.toString('latin1') ?? '');
}
