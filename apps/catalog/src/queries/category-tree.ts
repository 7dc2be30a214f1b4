import { Injectable } from '@nestjs/common';
import { Database, RequestBatch } from '@tovar/platform';
import type { LocalizedText } from '../domain/localized-text.ts';

/** A category by itself. */
export interface CategoryView {
  readonly id: string;
  readonly parentId: string | null;
  readonly slug: string;
  readonly name: LocalizedText;
  readonly position: number;
}

/** A category in its tree. */
export interface CategoryNode extends CategoryView {
  readonly version: number;
  readonly parent: CategoryNode | null;
  /** In the order of the menu. */
  readonly children: readonly CategoryNode[];
  /** From the root down to the category itself. */
  readonly breadcrumb: readonly CategoryNode[];
}

/** All categories in one statement: a shop has hundreds of them, not thousands. */
@Injectable()
export class CategoryTree {
  private readonly nodes = new RequestBatch(() => this.load());

  constructor(private readonly database: Database) {}

  async roots(): Promise<CategoryNode[]> {
    return [...(await this.load()).values()].filter(({ parent }) => parent === null);
  }

  /** All of them by id, parents before their children. */
  all(): Promise<ReadonlyMap<string, CategoryNode>> {
    return this.load();
  }

  async bySlug(slug: string): Promise<CategoryNode | undefined> {
    return [...(await this.load()).values()].find((node) => node.slug === slug);
  }

  byId(id: string): Promise<CategoryNode | undefined> {
    return this.nodes.load(id);
  }

  /** The category with its surroundings, which are looked up unless it came with them. */
  async nodeOf(category: CategoryView): Promise<CategoryNode> {
    if (isNode(category)) return category;
    const node = await this.byId(category.id);
    if (!node) throw new Error(`Category ${category.slug} was there a moment ago.`);
    return node;
  }

  private async load(): Promise<ReadonlyMap<string, CategoryNode>> {
    const rows = await this.database.prepared<CategoryRow>(CATEGORIES, []);
    const nodes = new Map<string, Growing>();
    for (const row of rows) plant(row, nodes);
    return nodes;
  }
}

const CATEGORIES = {
  name: 'categories',
  text: 'SELECT id, parent_id, slug, name_en, name_ru, position, version FROM category ORDER BY cardinality(path), position, slug',
};

interface CategoryRow {
  readonly id: string;
  readonly parent_id: string | null;
  readonly slug: string;
  readonly name_en: string;
  readonly name_ru: string;
  readonly position: number;
  readonly version: number;
}

type Growing = CategoryNode & { readonly children: CategoryNode[] };

/** Parents come before their children. */
function plant(row: CategoryRow, nodes: Map<string, Growing>): void {
  const { id, parent_id: parentId, slug, position, version } = row;
  const parent = nodes.get(parentId ?? '') ?? null;
  const breadcrumb: CategoryNode[] = [...(parent?.breadcrumb ?? [])];
  const name = { en: row.name_en, ru: row.name_ru };
  const node: Growing = { id, parentId, slug, position, version, name, parent, children: [], breadcrumb };
  breadcrumb.push(node);
  parent?.children.push(node);
  nodes.set(id, node);
}

function isNode(category: CategoryView): category is CategoryNode {
  return 'children' in category;
}
