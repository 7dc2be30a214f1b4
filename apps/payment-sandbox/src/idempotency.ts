import { createHash } from 'node:crypto';
import type { SandboxClock } from './clock.ts';
import type { Fact, KeptAnswer } from './facts.ts';
import type { Book } from './ledger.ts';

/** The answers whose idempotency window is still open. */
export class KeptAnswers implements Book {
  private readonly answers = new Map<string, KeptAnswer>();

  constructor(private readonly clock: SandboxClock) {}

  find(scope: string, key: string): KeptAnswer | undefined {
    const answer = this.answers.get(`${scope} ${key}`);
    if (!answer || answer.forgetAt > this.clock.now()) return answer;
    this.answers.delete(`${scope} ${key}`);
    return undefined;
  }

  apply(fact: Fact): void {
    if (fact.type === 'AnswerKept') this.answers.set(`${fact.answer.scope} ${fact.answer.key}`, fact.answer);
  }
}

/** The same for requests that mean the same, however their members are ordered. */
export function fingerprintOf(path: string, body: unknown): string {
  const text = JSON.stringify(body ?? {}, (_key, value: unknown) => (isRecord(value) ? sorted(value) : value));
  return createHash('sha256').update(`${path}\n${text}`).digest('hex');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
