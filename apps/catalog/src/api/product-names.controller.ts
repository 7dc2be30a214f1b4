import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type ProductNamesAnswer, productNamesRequest, type ProductNamesRequest } from '@tovar/contracts';
import { OnlyServices } from '@tovar/platform';
import { ProductNames } from '../queries/product-names.ts';

/** What analytics asks to write a file that people can read. */
@ApiExcludeController()
@Controller('internal/product-names')
export class ProductNamesController {
  constructor(private readonly names: ProductNames) {}

  @OnlyServices('analytics')
  @Post()
  @HttpCode(200)
  async find(@Body({ schema: productNamesRequest }) { productIds }: ProductNamesRequest): Promise<ProductNamesAnswer> {
    return { products: await this.names.of(productIds) };
  }
}
