import {
  type BatchOutcome,
  type Import,
  type ImportCounts,
  NO_COUNTS,
  type RowError,
} from '../domain/import/import.ts';
import type { FileKey } from '../domain/import/import.repository.ts';
import type { KnownCatalogue, Mentioned, PlannedProduct } from '../domain/import/import-catalogue.ts';
import type { WrittenProduct } from '../exchange/written-product.ts';
import { type Plan, planProduct } from './plan-product.ts';
import type { ProductProblem } from './written-product.ts';

export interface PlannedBatch {
  readonly planned: readonly PlannedProduct[];
  readonly errors: readonly RowError[];
  readonly outcome: BatchOutcome;
}

/** What a batch must be decided upon: the catalogue, and which keys the file has had before. */
export interface BatchBasis {
  readonly running: Import;
  readonly known: KnownCatalogue;
  readonly seen: ReadonlySet<string>;
  readonly now: Date;
}

/** Decides about each product of a batch; with the policy STOP, about none after the first that is refused. */
export function planBatch(batch: readonly WrittenProduct[], { running, known, seen, now }: BatchBasis): PlannedBatch {
  const planned: PlannedProduct[] = [];
  const errors: RowError[] = [];
  const counts: { -readonly [Count in keyof ImportCounts]: number } = { ...NO_COUNTS };
  const keys = new Set(seen);
  let position = running.position;
  for (const written of batch) {
    counts.rows += written.rows;
    position = written.end;
    const plan = planWritten(written, keys, () => planProduct(written.value, known, { ...running, now }));
    for (const key of keysOf(written.value)) keys.add(key);
    if ('planned' in plan) {
      count(plan.planned, counts);
      if (plan.planned) planned.push(plan.planned);
      continue;
    }
    counts.refused += 1;
    errors.push(...plan.errors);
    if (running.onError === 'STOP') break;
  }
  return { planned, errors, outcome: { counts, position } };
}

/** What cannot be read is not judged as well: a price that is no number is not also missing. */
function planWritten(
  written: WrittenProduct,
  keys: ReadonlySet<string>,
  plan: () => Plan,
): { readonly errors: readonly RowError[] } | { readonly planned: PlannedProduct | undefined } {
  if (written.errors.length > 0) return { errors: written.errors };
  const planned = plan();
  const problems = [...repeated(written.value, keys), ...('problems' in planned ? planned.problems : [])];
  if (problems.length > 0 || 'problems' in planned)
    return { errors: problems.map((problem) => toError(problem, written)) };
  return planned;
}

/** What the catalogue must be asked about. Whatever is no text is refused later, by the rules of products. */
export function mentionedBy(batch: readonly WrittenProduct[]): Mentioned {
  const all = batch.map(({ value }) => value as Loose | undefined);
  return {
    slugs: texts(all.map((product) => product?.slug)),
    skus: texts(all.flatMap(skusOf)),
    categories: texts(all.map((product) => product?.category)),
    types: texts(all.map((product) => product?.type)),
  };
}

/** The words by which a product and its variants are known, each once in a file. */
export function keysOf(value: unknown): FileKey[] {
  const product = value as Loose | undefined;
  const skus = texts(skusOf(product)).map((sku) => `sku:${sku}` as const);
  return [...texts([product?.slug]).map((slug) => `slug:${slug}` as const), ...skus];
}

interface Loose {
  readonly slug?: unknown;
  readonly category?: unknown;
  readonly type?: unknown;
  readonly variants?: unknown;
}

function skusOf(product: Loose | undefined): unknown[] {
  const variants = Array.isArray(product?.variants) ? (product.variants as ({ sku?: unknown } | null)[]) : [];
  return variants.map((variant) => variant?.sku);
}

/** PostgreSQL can hold these, and no rule would let longer ones pass. */
function texts(values: readonly unknown[]): string[] {
  const fit = values.filter(
    (value) =>
      typeof value === 'string' &&
      value !== '' &&
      value.length <= 1_000 &&
      !value.includes('\0') &&
      value.isWellFormed(),
  );
  return [...new Set(fit as string[])];
}

function repeated(value: unknown, keys: ReadonlySet<string>): ProductProblem[] {
  const [slug, ...skus] = keysOf(value);
  if (slug && keys.has(slug))
    return [
      {
        path: ['slug'],
        code: 'DUPLICATE_PRODUCT',
        message: 'The file had this product before; its rows stand together.',
      },
    ];
  const taken = skus.find((sku) => keys.has(sku));
  if (!taken) return [];
  const index = skusOf(value as Loose).indexOf(taken.slice('sku:'.length));
  return [{ path: ['variants', index, 'sku'], code: 'DUPLICATE_SKU', message: 'The file had this SKU before.' }];
}

function toError({ path, code, message }: ProductProblem, written: WrittenProduct): RowError {
  return { ...written.placeOf(path), code, message: message.slice(0, 500) };
}

function count(
  plan: PlannedProduct | undefined,
  counts: { created: number; updated: number; unchanged: number },
): void {
  if (!plan) counts.unchanged += 1;
  else if (plan.before) counts.updated += 1;
  else counts.created += 1;
}
