import { Injectable, Logger } from '@nestjs/common';
import { SearchEngine, SearchEngineFailed } from '@tovar/platform';
import { WHOLE_SHOP } from '../../domain/listing.ts';
import type { Locale } from '../../domain/localized-text.ts';
import { SearchConfig } from '../../search.config.ts';
import type { Facet } from '../facet.ts';
import { bucketsBetween, type PriceBucket, roundBounds } from '../price-buckets.ts';
import { SearchUnavailable } from '../product-finder.errors.ts';
import {
  type Completions,
  type CountedProducts,
  type FinderQuestion,
  type FoundProducts,
  ProductFinder,
  type Window,
} from '../product-finder.ts';
import { fold } from '../product-index/folded-words.ts';
import type { PropertyKind } from '../product-index/token-dictionary.ts';
import { type SearchWord, searchWords } from '../search-words.ts';
import { apart } from '../typed-text.ts';
import { alphabetKey } from './alphabet-key.ts';
import { askedConditions } from './asked-conditions.ts';
import { copiedFacets, type Counts, countsOf } from './copied-facets.ts';
import { countWords, lookUp, mended, mendingsOf } from './copied-vocabulary.ts';
import { bucketsOf, type SearchAnswer, within } from './engine-answers.ts';
import { facetCounts, priceCounts } from './facet-counts.ts';
import { KnownCategories } from './known-categories.ts';
import { type Asked, basisOf, keyOf, queryOf, searchAfter, SHOWN, sortOf } from './page-query.ts';
import { propertyName } from './product-document.ts';
import { wordsQuery } from './words-query.ts';
import { WordStems } from './word-stems.ts';

const ATTRIBUTE_KINDS: readonly PropertyKind[] = ['CHOICE', 'COLOUR', 'BOOLEAN', 'NUMBER', 'DATE'];

/**
 * Finds products in the copy that a search engine keeps. A search is one request, for its facets two more, and for a mistyped
 * one four more; and at most two statements, for words and categories that nobody has asked for of late.
 */
@Injectable()
export class CopyFinder extends ProductFinder {
  readonly mayBeBehind = true;
  private readonly logger = new Logger('ProductSearch');

  constructor(
    private readonly engine: SearchEngine,
    private readonly config: SearchConfig,
    private readonly categories: KnownCategories,
    private readonly stems: WordStems,
  ) {
    super();
  }

  find(question: FinderQuestion, window: Window): Promise<FoundProducts> {
    return this.available(async () => {
      const asked = await this.ask(question);
      const found = await this.page(asked, question, window);
      if (found.hits.total.value > 0 || !question.search) return toFound(asked, found, question, this.facetsOf(asked));
      const corrected = await this.corrected(asked.words);
      if (!corrected) return toFound(asked, found, question, this.facetsOf(asked));
      const again = await this.ask({ ...question, search: { ...question.search, text: corrected } });
      return {
        ...toFound(again, await this.page(again, question, window), question, this.facetsOf(again)),
        correctedText: corrected,
      };
    });
  }

  count(question: FinderQuestion): Promise<CountedProducts> {
    return this.available(async () => {
      const asked = await this.ask(question);
      const { hits } = await this.search({ size: 0, query: queryOf(asked), track_total_hits: true });
      return { total: hits.total.value, facets: this.facetsOf(asked) };
    });
  }

  complete(typed: string, locale: Locale, most: number): Promise<Completions> {
    const [, last] = apart(typed);
    const beginning = (field: string, prefix: string): object => ({
      bool: { filter: [SHOWN, { prefix: { [field]: prefix } }] },
    });
    const prefix = fold(last);
    const alphabet = `alphabet.${locale}`;
    return this.available(async () => {
      const [words, brands, products] = await this.engine.searchEach<SearchAnswer>(this.alias, [
        {
          size: 0,
          query: beginning('vocabulary', prefix),
          // Letters and digits alone: nothing of it means anything to the engine.
          aggs: { words: { terms: { field: 'vocabulary', include: `${prefix}.*`, size: most } } },
        },
        {
          size: 0,
          query: beginning('brandBeginnings', fold(typed)),
          aggs: { brands: { terms: { field: 'brand', size: most } } },
        },
        { size: most, query: beginning(alphabet, alphabetKey(typed)), sort: [alphabet, 'id'], _source: false },
      ]);
      return {
        words: last === '' ? [] : bucketsOf(words?.aggregations?.words).map(({ key }) => key),
        categories: (await this.categories.all()).values(),
        brands: bucketsOf(brands?.aggregations?.brands).map(({ key }) => key),
        productIds: (products?.hits.hits ?? []).map(({ _id: id }) => id),
      };
    });
  }

  mend(typed: string): Promise<string> {
    const [begun, last] = apart(typed);
    if (last === '') return Promise.resolve(typed);
    return this.available(async () => begun + ((await this.meant([{ text: last, isUnfinished: true }]))[0] ?? last));
  }

  private get alias(): string {
    return this.config.CATALOG_SEARCH_ALIAS;
  }

  private async ask(question: FinderQuestion): Promise<Asked> {
    const [categories, kindsOf] = await Promise.all([this.categories.all(), this.kindsOf(question)]);
    const conditions = askedConditions(question, { categories, kindsOf });
    const words = await this.stems.of(searchWords(question.search?.text ?? ''));
    const found = question.search && wordsQuery(words, question.search.locale);
    return { categories, conditions, words, found };
  }

  /** Of the attributes that are asked for: as what there are any. */
  private async kindsOf({ filter }: FinderQuestion): Promise<ReadonlyMap<string, readonly PropertyKind[]>> {
    const codes = (filter?.attributes ?? []).map(({ code }) => code);
    if (codes.length === 0) return new Map();
    const include = codes.flatMap((code) => ATTRIBUTE_KINDS.map((kind) => propertyName(kind, code)));
    const aggs = { known: { terms: { field: 'properties', include, size: include.length } } };
    const { aggregations } = await this.search({ size: 0, query: SHOWN, aggs });
    const known = new Set(bucketsOf(aggregations?.known).map(({ key }) => key));
    return new Map(
      codes.map((code) => [code, ATTRIBUTE_KINDS.filter((kind) => known.has(propertyName(kind, code)))] as const),
    );
  }

  private page(asked: Asked, question: FinderQuestion, { count, after }: Window): Promise<SearchAnswer> {
    return this.search({
      size: count,
      query: queryOf(asked),
      sort: sortOf(question),
      ...(after ? { search_after: searchAfter(question, after) } : {}),
      _source: ['names'],
      track_total_hits: true,
    });
  }

  private facetsOf(asked: Asked): () => Promise<readonly Facet[]> {
    return () =>
      this.available(async () => {
        const { conditions, categories } = asked;
        const query = { bool: { filter: basisOf(asked) } };
        const { aggregations: counts = {} } = await this.search({ size: 0, query, aggs: facetCounts(conditions) });
        return copiedFacets({ counts, conditions, categories, prices: await this.prices(asked, counts) });
      });
  }

  private async prices(asked: Asked, counts: Counts): Promise<PriceBucket[]> {
    const { values = {} } = within(countsOf('PRICE', counts, asked.conditions), 'prices') ?? {};
    const quantiles = Object.values(values).filter((value) => value !== null);
    if (quantiles.length === 0) return [];
    const bounds = [0, ...roundBounds(quantiles)];
    const query = { bool: { filter: basisOf(asked) } };
    const { aggregations } = await this.search({ size: 0, query, aggs: priceCounts(asked.conditions, bounds) });
    const ranges = bucketsOf(within(aggregations?.all, 'prices'));
    return bucketsBetween(
      bounds,
      ranges.map(({ doc_count: count }) => count),
    );
  }

  /** What was typed with its unknown words mended; undefined when there is nothing to mend. */
  private async corrected(words: readonly SearchWord[]): Promise<string | undefined> {
    if (words.length === 0) return undefined;
    const found = await this.engine.searchEach<SearchAnswer>(
      this.alias,
      (await this.stems.of(words)).map((word) => ({
        size: 0,
        query: { bool: { filter: [SHOWN, wordsQuery([word], null)] } },
      })),
    );
    const unknown = words.filter((_, place) => found[place]?.hits.total.value === 0);
    const instead = await this.meant(unknown);
    if (instead.every((word) => word === undefined)) return undefined;
    return words.map((word) => instead[unknown.indexOf(word)] ?? word.text).join(' ');
  }

  private async meant(words: readonly SearchWord[]): Promise<(string | undefined)[]> {
    if (words.length === 0) return [];
    const requests = words.map((word) => lookUp(SHOWN, word));
    const answers = await this.engine.searchEach<SearchAnswer>(this.alias, requests.flat());
    const each = requests[0]?.length ?? 0;
    const mendings = words.map((word, place) => mendingsOf(word, answers.slice(place * each, (place + 1) * each)));
    const like = [...new Set(mendings.flatMap((mending) => mending.like))];
    const counts = like.length > 0 ? await this.search(countWords(SHOWN, like)) : undefined;
    const known = new Map(
      bucketsOf(counts?.aggregations?.vocabulary).map(({ key, doc_count: count }) => [key, count] as const),
    );
    return words.map((word, place) => mended(word, mendings[place] ?? { like: [] }, known));
  }

  private search(request: object): Promise<SearchAnswer> {
    return this.engine.search<SearchAnswer>(this.alias, request);
  }

  private async available<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (cause) {
      if (!(cause instanceof SearchEngineFailed)) throw cause;
      this.logger.warn(`Products cannot be searched: ${cause.message}`);
      throw new SearchUnavailable({ cause });
    }
  }
}

function toFound(
  { conditions }: Asked,
  { hits }: SearchAnswer,
  question: FinderQuestion,
  facets: () => Promise<readonly Facet[]>,
): FoundProducts {
  return {
    places: hits.hits.map((hit) => ({ id: hit._id, key: keyOf(hit, question) })),
    total: hits.total.value,
    listedUnder: conditions.category?.id ?? WHOLE_SHOP,
    correctedText: null,
    facets,
  };
}
