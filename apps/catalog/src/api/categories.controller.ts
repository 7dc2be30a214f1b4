import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public, RequiresScopes } from '@tovar/platform';
import { CreateCategory, type CreateCategoryInput, createCategoryInput } from '../commands/create-category.ts';
import { CategoryTree } from '../queries/category-tree.ts';
import { type CategoryBranch, toCategoryBranch } from './category.view.ts';
import { sharedCategories } from './shared-answers.ts';

@ApiTags('Categories')
@Controller('api/v1/categories')
export class CategoriesController {
  constructor(
    private readonly tree: CategoryTree,
    private readonly creation: CreateCategory,
  ) {}

  @Public()
  @Get()
  @ApiOperation({ summary: 'The departments with everything below them, in the order of the menu.' })
  @ApiResponse({ status: 200, description: 'Each with id, slug, name and children.' })
  async list(): Promise<{ items: CategoryBranch[] }> {
    return { items: sharedCategories(await this.tree.roots()).map(toCategoryBranch) };
  }

  @RequiresScopes('catalog:write:any')
  @Post()
  @ApiOperation({ summary: 'Makes a new category to sort products into.' })
  @ApiResponse({ status: 201, description: 'Its id.' })
  @ApiResponse({ status: 409, description: 'SLUG_TAKEN.' })
  @ApiResponse({ status: 422, description: 'UNKNOWN_CATEGORY: there is no such parent.' })
  create(@Body({ schema: createCategoryInput }) input: CreateCategoryInput): Promise<{ id: string }> {
    return this.creation.execute(input);
  }
}
