import type { SharedAnswer } from '@tovar/platform';
import type { AnswerBody } from './answer-body.ts';

/** An answer that is kept, and until when. */
export interface KeptAnswer {
  readonly answer: AnswerBody;
  /** For guests alone: a caller who is logged in might get another one. */
  readonly isForGuests: boolean;
  /** Epoch milliseconds. */
  readonly storedAt: number;
  readonly expiresAt: number;
}

interface Entry extends KeptAnswer {
  readonly tags: readonly string[];
  bytes: number;
}

/** What an entry takes besides its body: its place in the maps. */
const OVERHEAD_BYTES = 500;

/** Answers by key, in at most so many bytes: those that were asked for least recently give way. */
export class AnswerStore {
  private readonly entries = new Map<string, Entry>();
  private readonly keysByTag = new Map<string, Set<string>>();
  private held = 0;

  constructor(
    private readonly maxBytes: number,
    private readonly now: () => number = Date.now,
  ) {}

  get size(): number {
    return this.entries.size;
  }

  /** How many bytes are held. */
  get bytes(): number {
    return this.held;
  }

  get(key: string): KeptAnswer | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    if (entry.expiresAt <= this.now()) {
      this.delete(key);
      return undefined;
    }
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry;
  }

  set(key: string, answer: AnswerBody, { tags, maxAgeMs, isForGuests }: SharedAnswer): void {
    this.delete(key);
    const storedAt = this.now();
    const entry = { answer, tags, isForGuests, storedAt, expiresAt: storedAt + maxAgeMs, bytes: 0 };
    this.entries.set(key, entry);
    for (const tag of tags) this.keysOf(tag).add(key);
    this.weigh(key);
  }

  /** Counts the entry's bytes anew, because it has been compressed meanwhile, and makes room. */
  weigh(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    const bytes = entry.answer.bytes + key.length * 2 + entry.tags.length * 100 + OVERHEAD_BYTES;
    this.held += bytes - entry.bytes;
    entry.bytes = bytes;
    for (const oldest of this.entries.keys()) {
      if (this.held <= this.maxBytes) return;
      this.delete(oldest);
    }
  }

  /** Forgets every answer that depends on one of the tags. */
  end(tags: readonly string[]): void {
    for (const tag of tags) for (const key of this.keysByTag.get(tag) ?? []) this.delete(key);
  }

  clear(): void {
    this.entries.clear();
    this.keysByTag.clear();
    this.held = 0;
  }

  private delete(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    this.held -= entry.bytes;
    for (const tag of entry.tags) {
      const keys = this.keysByTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.keysByTag.delete(tag);
    }
  }

  private keysOf(tag: string): Set<string> {
    const keys = this.keysByTag.get(tag) ?? new Set();
    this.keysByTag.set(tag, keys);
    return keys;
  }
}
