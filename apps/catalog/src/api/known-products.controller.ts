import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type KnownProductsAnswer, knownProductsRequest, type KnownProductsRequest } from '@tovar/contracts';
import { Database, OnlyServices } from '@tovar/platform';

/** What reviews asks about products that the log has not told it of. */
@ApiExcludeController()
@Controller('internal/known-products')
export class KnownProductsController {
  constructor(private readonly database: Database) {}

  @OnlyServices('reviews')
  @Post()
  @HttpCode(200)
  async known(
    @Body({ schema: knownProductsRequest }) { productIds }: KnownProductsRequest,
  ): Promise<KnownProductsAnswer> {
    return { products: await this.database.prepared(KNOWN, [productIds]) };
  }
}

const KNOWN = {
  name: 'products.known',
  text: `SELECT id AS "productId", version, status = 'PUBLISHED' AS "isPublished" FROM product WHERE id = ANY($1::uuid[])`,
};
