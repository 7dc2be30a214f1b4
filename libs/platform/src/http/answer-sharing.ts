/** What makes a kept answer wrong, and for how long it may be kept although nothing says that it is. */
export interface PublicMark {
  /** Names such as `Product:<id>`, without spaces and commas: an event about one of them ends every answer that has it. */
  readonly tags: readonly string[];
  readonly maxAgeMs: number;
}

/** How an answer may be shared. */
export interface SharedAnswer extends PublicMark {
  /** True when a caller who is logged in might have got another answer: it is then for guests alone. */
  readonly isForGuests: boolean;
}

/**
 * Whether an answer that is being made may be kept and shown to others. Nobody may unless every part of it was marked:
 * a part is a handler, an entity that was asked for, or the answer of another service.
 */
export class AnswerSharing {
  private readonly tags = new Set<string>();
  private readonly seen = new Set<string>();
  private maxAgeMs = Number.POSITIVE_INFINITY;
  private unmarked = 0;
  private isMarked = false;
  private isForGuests = false;

  /** Parts that have to be marked, each once. */
  expect(parts: number): void {
    this.unmarked += parts;
  }

  mark({ tags, maxAgeMs }: PublicMark): void {
    this.isMarked = true;
    this.unmarked -= 1;
    this.maxAgeMs = Math.min(this.maxAgeMs, maxAgeMs);
    this.tag(tags);
  }

  /** More that the answer depends on, found while it is made. */
  tag(tags: readonly string[]): void {
    for (const tag of tags) this.tags.add(tag);
  }

  /** What whoever gets the answer has seen, in words such as `product:<id>`: it is counted each time, shared or not. */
  show(things: readonly string[]): void {
    for (const thing of things) this.seen.add(thing);
  }

  get shown(): readonly string[] {
    return [...this.seen];
  }

  /** Somebody has looked at who is asking. */
  dependOnCaller(): void {
    this.isForGuests = true;
  }

  /** Undefined for an answer that must not be shared; `isGuest` says for whom it was made. */
  verdict(isGuest: boolean): SharedAnswer | undefined {
    const { tags, maxAgeMs, isForGuests } = this;
    if (!this.isMarked || this.unmarked > 0 || (isForGuests && !isGuest)) return undefined;
    return { tags: [...tags], maxAgeMs, isForGuests };
  }
}
