import { Injectable } from '@nestjs/common';
import { Database, LruMap } from '@tovar/platform';
import type { Locale } from '../../domain/localized-text.ts';
import type { SearchWord } from '../search-words.ts';

/** What a word comes down to in each language; nothing for those of which the language takes no notice: "the". */
export type Stems = Readonly<Record<Locale, readonly string[]>>;

/** A word that is searched for, and its stems. */
export interface StemmedWord extends SearchWord {
  readonly stems: Stems;
}

const MOST_REMEMBERED = 20_000;

/** Stems are PostgreSQL's, for what is copied and for what is searched; what a word comes down to never changes. */
@Injectable()
export class WordStems {
  private readonly remembered = new LruMap<string, Stems>(MOST_REMEMBERED);

  constructor(private readonly database: Database) {}

  /** One statement for all words that were not asked for of late, or none. */
  async of(words: readonly SearchWord[]): Promise<readonly StemmedWord[]> {
    const texts = words.map(({ text }) => text);
    const known = new Map(texts.map((text) => [text, this.remembered.get(text)]));
    const missing = texts.filter((text) => !known.get(text));
    for (const { text, en, ru } of missing.length > 0 ? await this.ask(missing) : []) {
      const stems = { EN: en, RU: ru };
      this.remembered.set(text, stems);
      known.set(text, stems);
    }
    return words.map((word) => ({ ...word, stems: known.get(word.text) ?? { EN: [], RU: [] } }));
  }

  private ask(texts: readonly string[]): Promise<StemsRow[]> {
    return this.database.prepared<StemsRow>(STEMS, [texts]);
  }
}

interface StemsRow {
  readonly text: string;
  readonly en: readonly string[];
  readonly ru: readonly string[];
}

const STEMS = {
  name: 'copy.stems',
  text: `
    SELECT text, tsvector_to_array(to_tsvector('catalog.english_text', text)) AS en,
           tsvector_to_array(to_tsvector('catalog.russian_text', text)) AS ru
      FROM unnest($1::text[]) AS text`,
};
