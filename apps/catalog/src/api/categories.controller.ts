import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@tovar/platform';
import { CategoryTree } from '../queries/category-tree.ts';
import { type CategoryBranch, toCategoryBranch } from './category.view.ts';

@ApiTags('Categories')
@Controller('api/v1/categories')
export class CategoriesController {
  constructor(private readonly tree: CategoryTree) {}

  @Public()
  @Get()
  @ApiOperation({ summary: 'The departments with everything below them, in the order of the menu.' })
  @ApiResponse({ status: 200, description: 'Each with id, slug, name and children.' })
  async list(): Promise<{ items: CategoryBranch[] }> {
    return { items: (await this.tree.roots()).map(toCategoryBranch) };
  }
}
