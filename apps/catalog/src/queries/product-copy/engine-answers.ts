/** What an engine answers to a search, as far as it was asked. */
export interface SearchAnswer {
  readonly hits: {
    readonly total: { readonly value: number };
    readonly hits: readonly Hit[];
  };
  readonly aggregations?: Readonly<Record<string, Buckets>>;
  readonly suggest?: Readonly<Record<string, readonly { readonly options: readonly { readonly text: string }[] }[]>>;
}

export interface Hit {
  readonly _id: string;
  readonly _source: { readonly names: { readonly EN: string; readonly RU: string } };
  /** What it was sorted by. */
  readonly sort: readonly (string | number)[];
}

/** What was counted under one name, and within it under others. */
export interface Buckets {
  readonly doc_count?: number;
  readonly buckets?: readonly Bucket[];
  readonly values?: Readonly<Record<string, number | null>>;
  /** How many are in no bucket, because there are more values than were asked for. */
  readonly sum_other_doc_count?: number;
  readonly [name: string]: unknown;
}

export interface Bucket {
  readonly key: string;
  readonly doc_count: number;
  readonly [name: string]: unknown;
}

/** What was counted within. */
export function within(buckets: Buckets | Bucket | undefined, name: string): Buckets | undefined {
  return buckets?.[name] as Buckets | undefined;
}

export function bucketsOf(buckets: Buckets | undefined): readonly Bucket[] {
  return buckets?.buckets ?? [];
}
