import { Args, Mutation, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import { NotFound, Public, RequiresScopes } from '@tovar/platform';
import { refusalsAsData, type UserError } from '@tovar/platform/graphql';
import { CreateCategory, type CreateCategoryInput, createCategoryInput } from '../commands/create-category.ts';
import { inLocale, type Locale } from '../domain/localized-text.ts';
import { type CategoryNode, CategoryTree, type CategoryView } from '../queries/category-tree.ts';
import { Parsed } from './parsed.ts';
import { sharedCategories } from './shared-answers.ts';

/** Refusals that are answered as data, with the GraphQL type of each. */
const REFUSALS = { SlugTaken: 'PlainUserError', UnknownCategory: 'PlainUserError' };

@Resolver('Category')
export class CategoriesResolver {
  constructor(
    private readonly tree: CategoryTree,
    private readonly create: CreateCategory,
  ) {}

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

  @RequiresScopes('catalog:write:any')
  @Mutation()
  async createCategory(
    @Args('input', new Parsed(createCategoryInput)) input: CreateCategoryInput,
  ): Promise<{ category?: CategoryNode; errors: readonly UserError[] }> {
    const { result, errors } = await refusalsAsData(() => this.create.execute(input), REFUSALS);
    return { category: result && (await this.tree.byId(result.id)), errors };
  }

  @ResolveReference()
  resolveReference({ id }: { readonly id: string }): Promise<CategoryNode | undefined> {
    return this.tree.byId(id);
  }

  @ResolveField()
  name(@Parent() { name }: CategoryView, @Args('locale') locale: Locale): string {
    return inLocale(name, locale);
  }

  @ResolveField()
  async parent(@Parent() category: CategoryView): Promise<CategoryNode | null> {
    return (await this.tree.nodeOf(category)).parent;
  }

  @ResolveField()
  async children(@Parent() category: CategoryView): Promise<readonly CategoryNode[]> {
    return (await this.tree.nodeOf(category)).children;
  }

  @ResolveField()
  async breadcrumb(@Parent() category: CategoryView): Promise<readonly CategoryNode[]> {
    return (await this.tree.nodeOf(category)).breadcrumb;
  }
}
