import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData, type UserError } from '@tovar/platform/graphql';
import { CreateCategory, type CreateCategoryInput, createCategoryInput } from '../commands/create-category.ts';
import { DeleteCategory, type DeleteCategoryInput, deleteCategoryInput } from '../commands/delete-category.ts';
import { EditCategory, type EditCategoryInput, editCategoryInput } from '../commands/edit-category.ts';
import { MoveCategory, type MoveCategoryInput, moveCategoryInput } from '../commands/move-category.ts';
import {
  ReorderCategories,
  type ReorderCategoriesInput,
  reorderCategoriesInput,
} from '../commands/reorder-categories.ts';
import { type CategoryNode, CategoryTree } from '../queries/category-tree.ts';

/** Refusals that are answered as data, with the GraphQL type of each. */
const REFUSALS = {
  CategoryCycle: 'PlainUserError',
  CategoryNotEmpty: 'PlainUserError',
  CategoryOrderDiffers: 'PlainUserError',
  SlugTaken: 'PlainUserError',
  UnknownCategory: 'PlainUserError',
  VersionConflict: 'VersionConflictError',
};

/** What a manager does to the tree. */
@Resolver('Category')
export class CategoryWritesResolver {
  constructor(
    private readonly tree: CategoryTree,
    private readonly create: CreateCategory,
    private readonly edit: EditCategory,
    private readonly move: MoveCategory,
    private readonly reorder: ReorderCategories,
    private readonly remove: DeleteCategory,
  ) {}

  @RequiresScopes('catalog:write:any')
  @Mutation()
  createCategory(@Args('input', new Parsed(createCategoryInput)) input: CreateCategoryInput): Promise<CategoryPayload> {
    return this.answer(() => this.create.execute(input));
  }

  @RequiresScopes('catalog:write:any')
  @Mutation()
  editCategory(@Args('input', new Parsed(editCategoryInput)) input: EditCategoryInput): Promise<CategoryPayload> {
    return this.answer(() => this.edit.execute(input));
  }

  @RequiresScopes('catalog:write:any')
  @Mutation()
  moveCategory(@Args('input', new Parsed(moveCategoryInput)) input: MoveCategoryInput): Promise<CategoryPayload> {
    return this.answer(() => this.move.execute(input));
  }

  @RequiresScopes('catalog:write:any')
  @Mutation()
  async reorderCategories(
    @Args('input', new Parsed(reorderCategoriesInput)) input: ReorderCategoriesInput,
  ): Promise<{ errors: readonly UserError[] }> {
    return { errors: (await refusalsAsData(() => this.reorder.execute(input), REFUSALS)).errors };
  }

  @RequiresScopes('catalog:write:any')
  @Mutation()
  async deleteCategory(
    @Args('input', new Parsed(deleteCategoryInput)) input: DeleteCategoryInput,
  ): Promise<{ errors: readonly UserError[] }> {
    return { errors: (await refusalsAsData(() => this.remove.execute(input), REFUSALS)).errors };
  }

  private async answer(write: () => Promise<{ id: string }>): Promise<CategoryPayload> {
    const { result, errors } = await refusalsAsData(write, REFUSALS);
    return { category: result && (await this.tree.byId(result.id)), errors };
  }
}

interface CategoryPayload {
  readonly category?: CategoryNode;
  readonly errors: readonly UserError[];
}
