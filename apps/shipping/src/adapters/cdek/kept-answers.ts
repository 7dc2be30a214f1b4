import { LruMap } from '@tovar/platform';

/** After a silence CDEK is left alone for so long: a buyer does not wait for each of its answers in turn. */
const SILENCE_MS = 5_000;

/** Remembers answers for a while, and asks the same question once: carts are priced far more often than prices change. */
export class KeptAnswers<Answer> {
  private readonly kept: LruMap<string, { readonly answer: Promise<Answer>; readonly until: number }>;
  private silence?: { readonly error: unknown; readonly until: number };

  constructor(
    private readonly keptMs: number,
    mostKept: number,
    private readonly now: () => number = Date.now,
  ) {
    this.kept = new LruMap(mostKept);
  }

  /** Throws what `ask` throws, and for a moment after it the same without asking. */
  get(question: string, ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.kept.get(question);
    if (known && known.until > this.now()) return known.answer;
    if (this.silence && this.silence.until > this.now()) return Promise.reject(this.silence.error);
    const answer = ask();
    this.kept.set(question, { answer, until: this.now() + this.keptMs });
    answer.catch((error: unknown) => {
      this.silence = { error, until: this.now() + SILENCE_MS };
      this.kept.set(question, { answer, until: 0 });
    });
    return answer;
  }
}
