import { Readable } from 'node:stream';
import { Controller, Get, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RequiresScopes, STREAMED } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { READS_REPORTS } from '../domain/reading.ts';
import { SalesReports } from '../queries/sales-report.ts';
import { SoldProducts } from '../queries/sold-products.ts';
import { productLines, salesLines } from './report-lines.ts';
import { productsFileQuery, type ProductsFileQuery, salesQuery, type SalesQuery } from './report.query.ts';
import { toSalesReportView } from './report.view.ts';

/** Reports as files for spreadsheets, written while they are read. */
@ApiTags('Reports')
@ApiBearerAuth()
@Controller('api/v1/analytics')
export class ReportFilesController {
  constructor(
    private readonly report: SalesReports,
    private readonly products: SoldProducts,
  ) {}

  @RequiresScopes(READS_REPORTS)
  @Get('sales.csv')
  @ApiOperation({ summary: 'The sales report as a file, a line for each day, week or month.' })
  @ApiExtension(STREAMED, true)
  @ApiProduces('text/csv')
  @ApiResponse({ status: 200, description: 'The file.' })
  async sales(
    @Query({ schema: salesQuery }) question: SalesQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const report = toSalesReportView(await this.report.of(question), question);
    return fileOf('sales', salesLines(report), reply);
  }

  @RequiresScopes(READS_REPORTS)
  @Get('products.csv')
  @ApiOperation({ summary: 'Every product that anything is known of, and what it came to within the period.' })
  @ApiExtension(STREAMED, true)
  @ApiProduces('text/csv')
  @ApiResponse({ status: 200, description: 'The file.' })
  async productsSold(
    @Query({ schema: productsFileQuery }) { currency, ...period }: ProductsFileQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return fileOf('products', productLines(this.products.inBatches(period, currency), currency), reply);
  }
}

function fileOf(name: string, lines: Iterable<string> | AsyncIterable<string>, reply: FastifyReply): StreamableFile {
  reply
    .header('content-type', 'text/csv; charset=utf-8; header=present')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .header('cache-control', 'private, no-store');
  return new StreamableFile(Readable.from(lines));
}
