import { grown } from './growing-array.ts';
import { type Fact, TokenDictionary } from './token-dictionary.ts';

/** What the index knows of a published product. */
export interface IndexedProduct {
  readonly id: string;
  readonly categoryId: string;
  readonly facts: readonly Fact[];
  /** The lowest current price by currency, in minor units. */
  readonly prices: Readonly<Record<string, number>>;
  /** Grows with what its reviews say of it; 0 without one. */
  readonly ratingRank: number;
}

/** A product's place among the columns. */
export type Slot = number;
/** A product's number: stays while the process runs, whatever becomes of the product. */
export type ProductNumber = number;

const NOWHERE = -1;
const LEAST_WASTE = 1_000;

/**
 * Published products as columns of numbers, some 150 bytes each. A slot is written once: a product that changes gets a
 * new one, so that whoever still counts the old slots counts what it has selected.
 */
export class ProductColumns {
  readonly dictionary: TokenDictionary;
  private readonly ids: string[];
  private readonly numbers: Map<string, ProductNumber>;
  private slotOfNumber = new Int32Array(0);
  private numberOfSlot = new Int32Array(0);
  /** Where each slot's tokens begin; they end where the next ones begin. */
  private starts = new Int32Array(1);
  private tokens = new Int32Array(0);
  private readonly prices = new Map<string, Float64Array>();
  private ratingRanks = new Float64Array(0);
  private length = 0;
  private live = 0;

  constructor(before?: ProductColumns) {
    this.dictionary = before?.dictionary ?? new TokenDictionary();
    this.ids = before?.ids ?? [];
    this.numbers = before?.numbers ?? new Map();
  }

  /** How many products there are. */
  get size(): number {
    return this.live;
  }

  /** Slots are 0 to this, those of products that are gone or have changed among them. */
  get slotCount(): number {
    return this.length;
  }

  /** Numbers are 0 to this. */
  get numberCount(): number {
    return this.ids.length;
  }

  numberOf(id: string): ProductNumber | undefined {
    return this.numbers.get(id);
  }

  idAt(slot: Slot): string {
    return this.ids[this.numberOfSlot[slot] ?? NOWHERE] ?? '';
  }

  numberAt(slot: Slot): ProductNumber {
    return this.numberOfSlot[slot] ?? NOWHERE;
  }

  /** Where a product is now; -1 when it is not shown. */
  slotOf(number: ProductNumber): Slot {
    return this.slotOfNumber[number] ?? NOWHERE;
  }

  /** Whether the slot is still its product's. */
  isLive(slot: Slot): boolean {
    return this.slotOfNumber[this.numberOfSlot[slot] ?? NOWHERE] === slot;
  }

  /** The tokens of all slots, and where those of a slot begin: for loops that may not stop to call anything. */
  get rows(): { readonly tokens: Int32Array; readonly starts: Int32Array } {
    return { tokens: this.tokens, starts: this.starts };
  }

  /** By slot, NaN where a product has none; undefined when no product has a price in the currency. */
  pricesIn(currency: string): Float64Array | undefined {
    return this.prices.get(currency);
  }

  ratingRankAt(slot: Slot): number {
    return this.ratingRanks[slot] ?? 0;
  }

  put({ id, facts, prices, ratingRank }: IndexedProduct): ProductNumber {
    const number = this.numbers.get(id) ?? this.enumerate(id);
    this.remove(number);
    const tokens = new Set(facts.map((fact) => this.dictionary.learn(fact).id));
    const slot = this.append(number, [...tokens]);
    for (const [currency, amount] of Object.entries(prices)) this.setPrice(currency, slot, amount);
    this.setRatingRank(slot, ratingRank);
    return number;
  }

  remove(number: ProductNumber): void {
    const slot = this.slotOf(number);
    if (slot === NOWHERE) return;
    this.slotOfNumber[number] = NOWHERE;
    this.live -= 1;
    this.countUses(slot, -1);
  }

  /** Itself, or a copy without what has gone, once that is most of it. */
  compacted(): ProductColumns {
    const waste = this.length - this.live;
    if (waste < LEAST_WASTE || waste < this.live) return this;
    const copy = new ProductColumns(this);
    for (let slot = 0; slot < this.length; slot += 1) if (this.isLive(slot)) copy.take(this, slot);
    return copy;
  }

  private take(from: ProductColumns, slot: Slot): void {
    const tokens = from.tokens.subarray(from.starts[slot], from.starts[slot + 1]);
    const taken = this.append(from.numberAt(slot), tokens);
    // The dictionary is common: the tokens were counted already.
    this.countUses(taken, -1);
    for (const [currency, amounts] of from.prices) this.setPrice(currency, taken, amounts[slot] ?? Number.NaN);
    this.setRatingRank(taken, from.ratingRankAt(slot));
  }

  private setRatingRank(slot: Slot, rank: number): void {
    this.ratingRanks = grown(this.ratingRanks, slot + 1);
    this.ratingRanks[slot] = rank;
  }

  private enumerate(id: string): ProductNumber {
    const number = this.ids.push(id) - 1;
    this.numbers.set(id, number);
    return number;
  }

  private append(number: ProductNumber, tokens: ArrayLike<number>): Slot {
    const slot = this.length;
    const start = this.starts[slot] ?? 0;
    this.length += 1;
    this.live += 1;
    this.tokens = grown(this.tokens, start + tokens.length);
    this.tokens.set(tokens, start);
    this.starts = grown(this.starts, this.length + 1);
    this.starts[this.length] = start + tokens.length;
    this.numberOfSlot = grown(this.numberOfSlot, this.length);
    this.numberOfSlot[slot] = number;
    this.slotOfNumber = grown(this.slotOfNumber, number + 1, NOWHERE);
    this.slotOfNumber[number] = slot;
    this.countUses(slot, 1);
    return slot;
  }

  private countUses(slot: Slot, change: number): void {
    for (let at = this.starts[slot] ?? 0; at < (this.starts[slot + 1] ?? 0); at += 1)
      this.dictionary.at(this.tokens[at] ?? NOWHERE).uses += change;
  }

  private setPrice(currency: string, slot: Slot, amount: number): void {
    const amounts = grown(this.prices.get(currency) ?? new Float64Array(0), slot + 1, Number.NaN);
    amounts[slot] = amount;
    this.prices.set(currency, amounts);
  }
}
