import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { Controller, Get, Headers, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiExtension, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { can, CurrentIdentity, type Identity, RequiresScopes, STREAMED } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { ExportedProduct } from '../exchange/exported-product.ts';
import { csvWriter, jsonLinesWriter, type ProductWriter } from '../exchange/write-products.ts';
import { ProductExport } from '../queries/product-export.ts';

const exportQuery = z.strictObject({ format: z.enum(['csv', 'jsonl']).default('csv') });
type ExportQuery = z.output<typeof exportQuery>;

const TYPES = { csv: 'text/csv; charset=utf-8; header=present', jsonl: 'application/x-ndjson' };

@ApiTags('Exports')
@Controller('api/v1/exports')
export class ExportsController {
  constructor(private readonly products: ProductExport) {}

  @RequiresScopes('catalog:write:any')
  @Get('products')
  @ApiOperation({ summary: 'All products in a file, which imports again; the exact stock is for those who write it.' })
  @ApiExtension(STREAMED, true)
  @ApiProduces('text/csv', 'application/x-ndjson')
  @ApiResponse({ status: 200, description: 'The file, compressed by gzip if the client accepts that.' })
  async all(
    @Query({ schema: exportQuery }) { format }: ExportQuery,
    @Headers('accept-encoding') encodings: string | undefined,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const writer = format === 'csv' ? csvWriter(await this.products.priceKinds()) : jsonLinesWriter;
    const file = Readable.from(this.text(writer, can(identity, 'stock:write:any')));
    reply
      .header('content-type', TYPES[format])
      .header('content-disposition', `attachment; filename="products.${format}"`)
      .header('cache-control', 'private, no-store')
      .header('vary', 'accept-encoding');
    if (!/\bgzip\b/.test(encodings ?? '')) return new StreamableFile(file);
    reply.header('content-encoding', 'gzip');
    // What ends the one early ends the other: the client sees a file that is cut off.
    return new StreamableFile(pipeline(file, createGzip({ level: 4 }), () => undefined));
  }

  private async *text(writer: ProductWriter, seesStock: boolean): AsyncGenerator<string> {
    if (writer.head) yield writer.head;
    for await (const batch of this.products.batches())
      yield batch.map((product) => writer.write(seesStock ? product : withoutStock(product))).join('');
  }
}

function withoutStock(product: ExportedProduct): ExportedProduct {
  return { ...product, variants: product.variants.map((variant) => ({ ...variant, stockOnHand: undefined })) };
}
