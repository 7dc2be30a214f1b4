import { Injectable, Logger } from '@nestjs/common';
import { SearchEngine, SearchEngineFailed } from '@tovar/platform';
import { WHOLE_SHOP } from '../../domain/listing.ts';
import type { Locale } from '../../domain/localized-text.ts';
import { SearchConfig } from '../../search.config.ts';
import type { Facet } from '../facet.ts';
import type { AmountRange } from '../attribute-ranges.ts';
import { ATTRIBUTE_KINDS, type NamedProperty, propertyNamed } from '../named-property.ts';
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
import { type SearchWord, searchWords } from '../search-words.ts';
import { apart } from '../typed-text.ts';
import { alphabetKey } from './alphabet-key.ts';
import { askedConditions } from './asked-conditions.ts';
import { copiedFacets, countedProperties, type Counts, countsOf } from './copied-facets.ts';
import { countWords, lookUp, mended, mendingsOf } from './copied-vocabulary.ts';
import { type Bucket, type Buckets, bucketsOf, type SearchAnswer, within } from './engine-answers.ts';
import { amountCounts, facetCounts, priceCounts } from './facet-counts.ts';
import { KnownCategories } from './known-categories.ts';
import { type Asked, basisOf, keyOf, queryOf, searchAfter, SHOWN, sortOf } from './page-query.ts';
import { wordsQuery } from './words-query.ts';
import { WordStems } from './word-stems.ts';

/** No attribute is called otherwise, and none of these letters means anything to the engine behind a backslash. */
const CODE = /^[a-z0-9_-]+$/i;
/** Units are few. */
const MOST_PROPERTIES = 1_000;

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
    const [categories, propertiesOf] = await Promise.all([this.categories.all(), this.propertiesOf(question)]);
    const conditions = askedConditions(question, { categories, propertiesOf });
    const words = await this.stems.of(searchWords(question.search?.text ?? ''));
    const found = question.search && wordsQuery(words, question.search.locale);
    return { categories, conditions, words, found };
  }

  /** Of the attributes that are asked for: as what there are any. */
  private async propertiesOf({ filter }: FinderQuestion): Promise<ReadonlyMap<string, readonly NamedProperty[]>> {
    const codes = (filter?.attributes ?? []).map(({ code }) => code).filter((code) => CODE.test(code));
    if (codes.length === 0) return new Map();
    const plain = codes.map((code) => code.replaceAll(/[_-]/g, String.raw`\$&`));
    const include = `(${ATTRIBUTE_KINDS.join('|')}) (${plain.join('|')})( .*)?`;
    const aggs = { known: { terms: { field: 'properties', include, size: MOST_PROPERTIES } } };
    const { aggregations } = await this.search({ size: 0, query: SHOWN, aggs });
    return Map.groupBy(
      bucketsOf(aggregations?.known).map(({ key }) => propertyNamed(key)),
      ({ code }) => code,
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
        return copiedFacets({ counts, conditions, categories, ...(await this.ranges(asked, counts)) });
      });
  }

  /** Of prices, and of properties of which not every value was counted, where their sixths are. */
  private async ranges(asked: Asked, counts: Counts): Promise<CountedRanges> {
    const { conditions } = asked;
    const sixths = quantilesIn(within(countsOf('PRICE', counts, conditions), 'prices'));
    const bounds = sixths.length > 0 ? [0, ...roundBounds(sixths)] : [];
    const wide = countedProperties(counts, conditions)
      .map(({ bucket }) => bucket)
      .filter((bucket) => within(bucket, 'values')?.sum_other_doc_count)
      .map((bucket) => ({ name: bucket.key, sixths: [...new Set(quantilesIn(within(bucket, 'amounts')))] }))
      .filter((property) => property.sixths.length > 0);
    if (bounds.length === 0 && wide.length === 0) return { prices: [], ranges: new Map() };
    const aggs = Object.assign(
      bounds.length > 0 ? priceCounts(conditions, bounds) : {},
      ...wide.map(({ name, sixths: begins }, place) => ({ [place]: amountCounts(conditions, name, begins) })),
    );
    const query = { bool: { filter: basisOf(asked) } };
    const { aggregations } = await this.search({ size: 0, query, aggs });
    const priced = bucketsOf(within(aggregations?.prices, 'ranges')).map(({ doc_count: count }) => count);
    return {
      prices: bucketsBetween(bounds, priced),
      ranges: new Map(wide.map(({ name }, place) => [name, amountRangesIn(aggregations?.[place])] as const)),
    };
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

interface CountedRanges {
  readonly prices: readonly PriceBucket[];
  readonly ranges: ReadonlyMap<string, readonly AmountRange[]>;
}

function quantilesIn(percentiles: Buckets | undefined): number[] {
  return Object.values(percentiles?.values ?? {}).filter((value) => value !== null);
}

/** From the lowest to the highest that there is in each. */
function amountRangesIn(counts: Buckets | undefined): AmountRange[] {
  return bucketsOf(within(within(within(counts, 'facts'), 'ofProperty'), 'ranges'))
    .filter(({ doc_count: count }) => count > 0)
    .map((bucket) => ({ min: valueIn(bucket, 'min'), max: valueIn(bucket, 'max'), count: bucket.doc_count }));
}

function valueIn(bucket: Bucket, name: string): number {
  return (bucket[name] as { readonly value: number }).value;
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
