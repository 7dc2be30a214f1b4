import { RequestBatch } from '../http/request-batch.ts';
import type { KeysetPage } from './keyset-page.ts';

/** What every list may be asked. */
export interface PageQuestion {
  readonly first?: number | null;
  readonly after?: string | null;
}

/**
 * Pages of lists that hang on other things, such as the reviews of each of twenty products: those that a request asks for at
 * the same time on the same terms are one statement.
 */
export class PagesTogether<Terms extends object, Item> {
  private readonly batch = new RequestBatch<KeysetPage<Item>>((keys) => this.loadAll(keys));

  /** `load` answers a page for each of the ids. */
  constructor(
    private readonly load: (ids: readonly string[], terms: Terms) => Promise<ReadonlyMap<string, KeysetPage<Item>>>,
  ) {}

  async of(id: string, terms: Terms): Promise<KeysetPage<Item>> {
    const page = await this.batch.load(`${id} ${JSON.stringify(terms)}`);
    return page ?? { items: [], hasNext: false };
  }

  private async loadAll(keys: readonly string[]): Promise<ReadonlyMap<string, KeysetPage<Item>>> {
    const byTerms = Map.groupBy(keys, (key) => key.slice(key.indexOf(' ') + 1));
    const loading = [...byTerms].map(async ([terms, together]) => {
      const ids = together.map((key) => key.slice(0, key.indexOf(' ')));
      const pages = await this.load(ids, JSON.parse(terms) as Terms);
      return [...pages].map(([id, page]): [string, KeysetPage<Item>] => [`${id} ${terms}`, page]);
    });
    return new Map((await Promise.all(loading)).flat());
  }
}
