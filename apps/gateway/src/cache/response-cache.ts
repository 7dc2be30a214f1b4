import { LruMap, type SharedAnswer } from '@tovar/platform';
import { AnswerStore, type KeptAnswer } from './answer-store.ts';
import type { AnswerBody } from './answer-body.ts';

/** What is asked, and by whom as far as that may matter. */
export interface CacheQuestion {
  /** The same for all who ask the same: operation and variables, or address. */
  readonly key: string;
  /** What the question has in common with others of its kind: the operation, or the route. */
  readonly kind: string;
  readonly isGuest: boolean;
}

/** An answer as it was made, and how it may be shared; not at all without `shared`. */
export interface MadeAnswer {
  readonly answer: AnswerBody;
  readonly shared?: SharedAnswer;
}

/** What is answered: kept from before, made for several at once, or made for this caller. */
export interface CachedAnswer {
  readonly answer: AnswerBody;
  readonly isHit: boolean;
  /** Epoch milliseconds; undefined for an answer that is not shared. */
  readonly storedAt?: number;
  /** Where it is kept, if it is shared. */
  readonly key?: string;
}

interface Flight {
  /** How often something had ended when it set off: later callers may not be told what was true before. */
  readonly generation: number;
  readonly made: Promise<MadeAnswer>;
}

const REMEMBERED_KINDS = 2_000;
const REMEMBERED_ENDS = 10_000;

/**
 * Public answers, until an event ends one of their tags. Those who ask the same at the same time wait for one answer.
 * What was being made when one of its tags ended is answered but not kept.
 */
export class ResponseCache {
  /** False when nothing may be kept. */
  readonly isOn: boolean;
  private readonly flights = new Map<string, Flight>();
  private readonly endedAt = new Map<string, number>();
  /** Kinds whose last answer was personal: nobody waits for another one of them. */
  private readonly personal = new LruMap<string, true>(REMEMBERED_KINDS);
  private readonly store: AnswerStore;
  private generation = 0;
  /** What set off before this may have missed an end that is forgotten. */
  private keepsSince = 0;

  constructor(
    maxBytes: number,
    private readonly now: () => number = Date.now,
  ) {
    this.isOn = maxBytes > 0;
    this.store = new AnswerStore(maxBytes, now);
  }

  get size(): number {
    return this.store.size;
  }

  /** What is kept and may be shown to this caller; for those who cannot wait. */
  find({ key, isGuest }: Pick<CacheQuestion, 'key' | 'isGuest'>): KeptAnswer | undefined {
    const kept = this.store.get(key);
    return kept && (isGuest || !kept.isForGuests) ? kept : undefined;
  }

  /** Answers from what is kept, or by `make`. Rejects as `make` does. */
  async answer(question: CacheQuestion, make: () => Promise<MadeAnswer>): Promise<CachedAnswer> {
    const { key, kind, isGuest } = question;
    const kept = this.find(question);
    if (kept) return { answer: kept.answer, storedAt: kept.storedAt, key, isHit: true };
    if (this.personal.get(kind)) return this.asMade(key, await this.make(question, make));
    const flight = this.flights.get(key);
    if (flight?.generation !== this.generation) return this.asMade(key, await this.depart(question, make));
    const made = await flight.made.catch(() => undefined);
    const isUsable = made?.shared && (isGuest || !made.shared.isForGuests);
    if (isUsable) return { ...this.asMade(key, made), isHit: true };
    return this.asMade(key, await this.make(question, make));
  }

  /** Something has happened to what these tags name: answers that depend on it are wrong from now on. */
  end(tags: readonly string[]): void {
    this.generation += 1;
    for (const tag of tags) {
      this.endedAt.delete(tag);
      this.endedAt.set(tag, this.generation);
    }
    this.store.end(tags);
    this.forgetOldEnds();
  }

  /** All answers are wrong: the graph is another one. */
  clear(): void {
    this.generation += 1;
    this.keepsSince = this.generation;
    this.store.clear();
  }

  /** A kept answer has been compressed. */
  weigh(key: string): void {
    this.store.weigh(key);
  }

  private async depart(question: CacheQuestion, make: () => Promise<MadeAnswer>): Promise<MadeAnswer> {
    const flight = { generation: this.generation, made: this.make(question, make) };
    this.flights.set(question.key, flight);
    try {
      return await flight.made;
    } finally {
      if (this.flights.get(question.key) === flight) this.flights.delete(question.key);
    }
  }

  private async make({ key, kind }: CacheQuestion, make: () => Promise<MadeAnswer>): Promise<MadeAnswer> {
    const { generation } = this;
    const made = await make();
    if (!made.shared) this.personal.set(kind, true);
    else if (this.isStillTrue(made.shared, generation)) this.store.set(key, made.answer, made.shared);
    return made;
  }

  private isStillTrue({ tags }: SharedAnswer, generation: number): boolean {
    return generation >= this.keepsSince && tags.every((tag) => (this.endedAt.get(tag) ?? 0) <= generation);
  }

  private forgetOldEnds(): void {
    for (const [tag, generation] of this.endedAt) {
      if (this.endedAt.size <= REMEMBERED_ENDS) return;
      this.endedAt.delete(tag);
      this.keepsSince = Math.max(this.keepsSince, generation);
    }
  }

  private asMade(key: string, { answer, shared }: MadeAnswer): CachedAnswer {
    return shared ? { answer, isHit: false, storedAt: this.now(), key } : { answer, isHit: false };
  }
}
