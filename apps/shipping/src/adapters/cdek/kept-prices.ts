import { LruMap } from '@tovar/platform';

/** What one tariff costs, and how many working days it takes. */
export interface TariffPrice {
  /** Kopecks. */
  readonly minor: bigint;
  readonly minDays: number;
  readonly maxDays: number;
}
export type TariffPrices = ReadonlyMap<number, TariffPrice>;

const MOST_KEPT = 5_000;
/** After a silence CDEK is left alone for so long: a buyer does not wait for each of its quotes in turn. */
const SILENCE_MS = 5_000;

/** Remembers prices for a while, and asks for the same one once: carts are priced far more often than they change. */
export class KeptPrices {
  private readonly kept = new LruMap<string, { readonly prices: Promise<TariffPrices>; readonly until: number }>(
    MOST_KEPT,
  );
  private silence?: { readonly error: unknown; readonly until: number };

  constructor(
    private readonly keptMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Throws what `ask` throws, and for a moment after it the same without asking. */
  get(question: string, ask: () => Promise<TariffPrices>): Promise<TariffPrices> {
    const known = this.kept.get(question);
    if (known && known.until > this.now()) return known.prices;
    if (this.silence && this.silence.until > this.now()) return Promise.reject(this.silence.error);
    const prices = ask();
    this.kept.set(question, { prices, until: this.now() + this.keptMs });
    prices.catch((error: unknown) => {
      this.silence = { error, until: this.now() + SILENCE_MS };
      this.kept.set(question, { prices, until: 0 });
    });
    return prices;
  }
}
