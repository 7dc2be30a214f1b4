import { Args, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import { NotFound, Public } from '@tovar/platform';
import { inLocale } from '../domain/localized-text.ts';
import { type CategoryNode, CategoryTree, type CategoryView } from '../queries/category-tree.ts';
import type { InLocale } from './field-arguments.ts';
import { sharedCategories } from './shared-answers.ts';

@Resolver('Category')
export class CategoriesResolver {
  constructor(private readonly tree: CategoryTree) {}

  @Public()
  @Query()
  async categories(): Promise<CategoryNode[]> {
    return sharedCategories(await this.tree.roots());
  }

  @Public()
  @Query()
  async category(@Args('slug') slug: string): Promise<CategoryNode> {
    const category = await this.tree.bySlug(slug);
    if (!category) throw new NotFound('The category');
    return sharedCategories(category);
  }

  @ResolveReference()
  resolveReference({ id }: { readonly id: string }): Promise<CategoryNode | undefined> {
    return this.tree.byId(id);
  }

  @ResolveField()
  name({ name }: CategoryView, { locale }: InLocale): string {
    return inLocale(name, locale);
  }

  @ResolveField()
  async version(category: CategoryView): Promise<number> {
    return (await this.tree.nodeOf(category)).version;
  }

  @ResolveField()
  async parent(category: CategoryView): Promise<CategoryNode | null> {
    return (await this.tree.nodeOf(category)).parent;
  }

  @ResolveField()
  async children(category: CategoryView): Promise<readonly CategoryNode[]> {
    return (await this.tree.nodeOf(category)).children;
  }

  @ResolveField()
  async breadcrumb(category: CategoryView): Promise<readonly CategoryNode[]> {
    return (await this.tree.nodeOf(category)).breadcrumb;
  }
}
