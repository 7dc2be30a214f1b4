import { ACCESS_TOKEN_LIFE_MS } from './access-token-life.ts';

/** A minute more than any token lives, for clocks that differ. */
export const REMEMBERED_MS = ACCESS_TOKEN_LIFE_MS + 60_000;

/** Remembers what was said about tokens for as long as one of them may live, then forgets it. */
export class TokenLifeMemory<Value> {
  private readonly entries = new Map<string, { readonly value: Value; readonly at: number }>();

  constructor(private readonly now: () => number) {}

  get(key: string): Value | undefined {
    return this.entries.get(key)?.value;
  }

  set(key: string, value: Value): void {
    // Insertion order is time order, so the old ones stand first.
    this.entries.delete(key);
    this.entries.set(key, { value, at: this.now() });
    for (const [old, { at }] of this.entries) {
      if (this.now() - at < REMEMBERED_MS) return;
      this.entries.delete(old);
    }
  }
}
