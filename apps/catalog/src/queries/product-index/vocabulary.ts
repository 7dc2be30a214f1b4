import { editDistance } from './edit-distance.ts';
import { fold } from './folded-words.ts';
import { onOtherLayout } from './keyboard-layout.ts';

/** Words that share fewer of their three-letter pieces than this are not compared letter by letter. */
const LEAST_SHARED = 0.25;
const MOST_COMPARED = 60;
/** The beginning of a longer word will do for one that is still being typed, but a whole word is likelier. */
const PREFIX_MALUS = 0.5;

/**
 * The words of names and brands, each with the number of published products that have it: what a mistyped word may have
 * meant, and how an unfinished one may go on.
 */
export class Vocabulary {
  private readonly words: string[] = [];
  private readonly counts: number[] = [];
  private readonly ids = new Map<string, number>();
  private readonly wordsWithPiece = new Map<string, number[]>();
  private alphabet?: string[];

  add(words: Iterable<string>): void {
    for (const word of new Set(words)) this.count(this.idOf(word), 1);
  }

  remove(words: Iterable<string>): void {
    for (const word of new Set(words)) this.count(this.idOf(word), -1);
  }

  /** Whether a word of the shop is this or, for an unfinished one, begins so. */
  knows(typed: string, isUnfinished: boolean): boolean {
    const word = fold(typed);
    if (!isUnfinished) return this.countOf(word) > 0;
    const words = this.sorted();
    return words[firstNotBefore(words, word)]?.startsWith(word) ?? false;
  }

  /** The words that begin so, those of the most products first. */
  completions(typed: string, most: number): string[] {
    const prefix = fold(typed);
    const words = this.sorted();
    // No letter of any script comes after this one.
    const found = words.slice(firstNotBefore(words, prefix), firstNotBefore(words, `${prefix}\uffff`));
    return found.toSorted((a, b) => this.countOf(b) - this.countOf(a)).slice(0, most);
  }

  /**
   * What the word was probably meant to be: the same keys on the other keyboard layout, or the word that differs in the
   * fewest letters, the commonest of them. Undefined when nothing is near enough.
   */
  corrected(typed: string, isUnfinished: boolean): string | undefined {
    const relaid = onOtherLayout(typed);
    if (/^\p{L}+$/u.test(relaid) && this.knows(relaid, isUnfinished)) return relaid;
    if (!/^\p{L}+$/u.test(typed)) return undefined;
    const word = fold(typed);
    return nearest({ word, isUnfinished }, () => this.similarTo(word));
  }

  /** By the pieces that they share. */
  private similarTo(word: string): Candidate[] {
    const pieces = piecesOf(word);
    const shared = new Map<number, number>();
    for (const piece of pieces)
      for (const id of this.wordsWithPiece.get(piece) ?? []) shared.set(id, (shared.get(id) ?? 0) + 1);
    return [...shared]
      .filter(([id, count]) => (this.counts[id] ?? 0) > 0 && count >= LEAST_SHARED * pieces.length)
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, MOST_COMPARED)
      .map(([id]) => ({ word: this.words[id] ?? '', count: this.counts[id] ?? 0 }));
  }

  private countOf(word: string): number {
    return this.counts[this.ids.get(word) ?? -1] ?? 0;
  }

  private count(id: number, change: number): void {
    const before = this.counts[id] ?? 0;
    this.counts[id] = before + change;
    if (before === 0 || before + change === 0) this.alphabet = undefined;
  }

  private idOf(word: string): number {
    const known = this.ids.get(word);
    if (known !== undefined) return known;
    const id = this.words.push(word) - 1;
    this.ids.set(word, id);
    for (const piece of piecesOf(word)) {
      const words = this.wordsWithPiece.get(piece);
      if (words) words.push(id);
      else this.wordsWithPiece.set(piece, [id]);
    }
    return id;
  }

  private sorted(): string[] {
    this.alphabet ??= this.words.filter((_, id) => (this.counts[id] ?? 0) > 0).toSorted();
    return this.alphabet;
  }
}

/** A word of the shop that a mistyped one may have meant, and how many products have it. */
export interface Candidate {
  readonly word: string;
  readonly count: number;
}

/** The one that differs in the fewest letters, the commonest of them; undefined when none is near enough. */
export function nearest(
  { word, isUnfinished }: { readonly word: string; readonly isUnfinished: boolean },
  candidates: () => readonly Candidate[],
): string | undefined {
  const limit = toleranceOf(word);
  let best: (Candidate & { distance: number }) | undefined;
  for (const { word: candidate, count } of limit > 0 ? candidates() : []) {
    const distance = Math.min(
      editDistance(word, candidate, limit),
      isUnfinished && candidate.length > word.length
        ? editDistance(word, candidate.slice(0, word.length), limit) + PREFIX_MALUS
        : Number.POSITIVE_INFINITY,
    );
    const isBetter = !best || distance < best.distance || (distance === best.distance && count > best.count);
    if (distance <= limit + PREFIX_MALUS && isBetter) best = { word: candidate, count, distance };
  }
  return best?.word;
}

/** How many letters may be wrong. */
function toleranceOf({ length }: string): number {
  if (length < 4) return 0;
  if (length < 6) return 1;
  return length < 8 ? 2 : 3;
}

/** Its pieces of three letters, with the beginning marked: typing errors are rare there. */
function piecesOf(word: string): string[] {
  const marked = `  ${word} `;
  return [...new Set(Array.from({ length: marked.length - 2 }, (_, at) => marked.slice(at, at + 3)))];
}

function firstNotBefore(words: readonly string[], word: string): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
