import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import { MatchedVersion, matching, NotFound, Public, RequiresScopes, toOpenApi } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CreateCategory, type CreateCategoryInput, createCategoryInput } from '../commands/create-category.ts';
import { DeleteCategory } from '../commands/delete-category.ts';
import { categoryChanges, type CategoryChangesInput, EditCategory } from '../commands/edit-category.ts';
import { categoryPlace, type CategoryPlace, MoveCategory } from '../commands/move-category.ts';
import {
  ReorderCategories,
  type ReorderCategoriesInput,
  reorderCategoriesInput,
} from '../commands/reorder-categories.ts';
import { CategoryTree } from '../queries/category-tree.ts';
import { type CategoryBranch, categoryBranchView, categoryTreeView, toCategoryBranch } from './category.view.ts';
import { sharedCategories } from './shared-answers.ts';

@ApiTags('Categories')
@Controller('api/v1/categories')
export class CategoriesController {
  constructor(
    private readonly tree: CategoryTree,
    private readonly creation: CreateCategory,
    private readonly edits: EditCategory,
    private readonly moves: MoveCategory,
    private readonly orders: ReorderCategories,
    private readonly removal: DeleteCategory,
  ) {}

  @Public()
  @Get()
  @ApiOperation({ summary: 'The departments with everything below them, in the order of the menu.' })
  @ApiResponse({ status: 200, description: 'The departments and their children.', schema: toOpenApi(categoryTreeView) })
  async list(): Promise<{ items: CategoryBranch[] }> {
    return { items: sharedCategories(await this.tree.roots()).map(toCategoryBranch) };
  }

  @RequiresScopes('catalog:write:any')
  @Post()
  @ApiOperation({ summary: 'Makes a new category to sort products into.' })
  @ApiResponse({ status: 201, description: 'Its id.', schema: toOpenApi(z.object({ id })) })
  @ApiResponse({ status: 409, description: 'SLUG_TAKEN.' })
  @ApiResponse({ status: 422, description: 'UNKNOWN_CATEGORY: there is no such parent.' })
  create(@Body({ schema: createCategoryInput }) input: CreateCategoryInput): Promise<{ id: string }> {
    return this.creation.execute(input);
  }
  @RequiresScopes('catalog:write:any')
  @Put('order')
  @HttpCode(204)
  @ApiOperation({ summary: 'Puts the categories below one parent, or the departments, in another order.' })
  @ApiResponse({ status: 409, description: 'CATEGORY_ORDER_DIFFERS: the order has to name each of them once.' })
  @ApiResponse({ status: 422, description: 'UNKNOWN_CATEGORY: there is no such parent.' })
  reorder(@Body({ schema: reorderCategoriesInput }) input: ReorderCategoriesInput): Promise<void> {
    return this.orders.execute(input);
  }

  @RequiresScopes('catalog:write:any')
  @Patch(':id')
  @ApiOperation({ summary: 'Renames a category, gives it another address, or another place among its siblings.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The version that is changed, such as "3".' })
  @ApiResponse({
    status: 200,
    description: 'The category with everything below it.',
    schema: toOpenApi(categoryBranchView),
  })
  @ApiResponse({ status: 409, description: 'SLUG_TAKEN.' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  async edit(
    @Param('id', { schema: id }) categoryId: string,
    @Body({ schema: categoryChanges }) changes: CategoryChangesInput,
    @MatchedVersion() expectedVersion: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CategoryBranch> {
    await matching(() => this.edits.execute({ id: categoryId, expectedVersion, changes }));
    return this.read(categoryId, reply);
  }

  @RequiresScopes('catalog:write:any')
  @Post(':id/move')
  @HttpCode(200)
  @ApiOperation({ summary: 'Moves a category with everything below it.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The version that is moved, such as "3".' })
  @ApiResponse({
    status: 200,
    description: 'The category with everything below it.',
    schema: toOpenApi(categoryBranchView),
  })
  @ApiResponse({ status: 409, description: 'CATEGORY_CYCLE: it cannot be moved below itself.' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  @ApiResponse({ status: 422, description: 'UNKNOWN_CATEGORY: there is no such parent.' })
  async move(
    @Param('id', { schema: id }) categoryId: string,
    @Body({ schema: categoryPlace }) place: CategoryPlace,
    @MatchedVersion() expectedVersion: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CategoryBranch> {
    await matching(() => this.moves.execute({ id: categoryId, expectedVersion, ...place }));
    return this.read(categoryId, reply);
  }

  @RequiresScopes('catalog:write:any')
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes a category that nothing is in.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The version that was read, such as "3".' })
  @ApiResponse({ status: 409, description: 'CATEGORY_NOT_EMPTY.' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  remove(@Param('id', { schema: id }) categoryId: string, @MatchedVersion() expectedVersion: number): Promise<void> {
    return matching(() => this.removal.execute({ id: categoryId, expectedVersion }));
  }

  private async read(categoryId: string, reply: FastifyReply): Promise<CategoryBranch> {
    const category = await this.tree.byId(categoryId);
    if (!category) throw new NotFound('The category');
    reply.header('etag', `"${category.version}"`);
    return toCategoryBranch(category);
  }
}
