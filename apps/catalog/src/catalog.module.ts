import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { messages } from '@tovar/contracts';
import { CurrencyCodeScalar, MinorUnitsScalar } from '@tovar/contracts/graphql';
import { SearchEngine, ServiceModule, subgraph } from '@tovar/platform';
import { FittedPictures } from '@tovar/platform/fitted-pictures';
import { CategoryEntity } from './adapters/category.entity.ts';
import { PostgresBulkCatalog } from './adapters/postgres-bulk-catalog.ts';
import { PostgresPictureShelf } from './adapters/postgres-picture-shelf.ts';
import { CatalogConfig } from './catalog.config.ts';
import { PostgresDecisionLog } from './adapters/postgres-decision-log.ts';
import { PostgresProductTypes } from './adapters/postgres-product-types.ts';
import { PostgresRelatedProducts } from './adapters/postgres-related-products.ts';
import { PostgresStockBook } from './adapters/postgres-stock-book.ts';
import { PriceEntity } from './adapters/price.entity.ts';
import { ProductEntity } from './adapters/product.entity.ts';
import { TypeOrmCategoryRepository } from './adapters/typeorm-category.repository.ts';
import { TypeOrmPriceList } from './adapters/typeorm-price-list.ts';
import { TypeOrmProductRepository } from './adapters/typeorm-product.repository.ts';
import { VariantEntity } from './adapters/variant.entity.ts';
import { ParcelsConsumers } from './api/parcels.consumers.ts';
import { CatalogConsumers } from './api/catalog.consumers.ts';
import { CategoriesController } from './api/categories.controller.ts';
import { CategoryWritesResolver } from './api/category-writes.resolver.ts';
import { CategoriesResolver } from './api/categories.resolver.ts';
import { ModerationController } from './api/moderation.controller.ts';
import { ModerationResolver } from './api/moderation.resolver.ts';
import { FacetResolver, FacetValueResolver } from './api/facets.resolver.ts';
import { PictureBodies } from './api/picture-bodies.ts';
import { OrderStockController } from './api/order-stock.controller.ts';
import { PicturesController } from './api/pictures.controller.ts';
import { ProductConnectionResolver } from './api/product-connection.resolver.ts';
import { ProductFieldsResolver } from './api/product-fields.resolver.ts';
import { ProductTypesController } from './api/product-types.controller.ts';
import { ProductTypesResolver } from './api/product-types.resolver.ts';
import { ProductWritesResolver } from './api/product-writes.resolver.ts';
import { PricesController } from './api/prices.controller.ts';
import { PricesResolver } from './api/prices.resolver.ts';
import { ProductNamesController } from './api/product-names.controller.ts';
import { ProductPicturesController } from './api/product-pictures.controller.ts';
import { ProductPicturesResolver } from './api/product-pictures.resolver.ts';
import { ProductsController } from './api/products.controller.ts';
import { ProductCopier } from './api/product-copier.ts';
import { ProductsResolver } from './api/products.resolver.ts';
import { QuotesController } from './api/quotes.controller.ts';
import { RatingsConsumers } from './api/ratings.consumers.ts';
import { RelatedProductsController } from './api/related-products.controller.ts';
import { RelatedProductsResolver } from './api/related-products.resolver.ts';
import { SearchController } from './api/search.controller.ts';
import { StockController } from './api/stock.controller.ts';
import { StockResolver } from './api/stock.resolver.ts';
import { SuggestionsController } from './api/suggestions.controller.ts';
import { SuggestionsResolver } from './api/suggestions.resolver.ts';
import {
  AttributeChoiceResolver,
  AttributeDefinitionResolver,
  PictureResolver,
  ProductAttributeResolver,
  ProductOptionResolver,
  ProductOptionValueResolver,
  VariantOptionResolver,
} from './api/text-fields.resolvers.ts';
import { VariantsResolver } from './api/variants.resolver.ts';
import { AddPicture } from './commands/add-picture.ts';
import { AllocateStock } from './commands/allocate-stock.ts';
import { ArrangePictures } from './commands/arrange-pictures.ts';
import { CopyProducts } from './commands/copy-products.ts';
import { CreateCategory } from './commands/create-category.ts';
import { CreateProduct } from './commands/create-product.ts';
import { CreateProductType } from './commands/create-product-type.ts';
import { DecideOnProduct } from './commands/decide-on-product.ts';
import { DeleteProductType } from './commands/delete-product-type.ts';
import { DeleteCategory } from './commands/delete-category.ts';
import { EditCategory } from './commands/edit-category.ts';
import { ListRating } from './commands/list-rating.ts';
import { MoveCategory } from './commands/move-category.ts';
import { ReorderCategories } from './commands/reorder-categories.ts';
import { EditProduct } from './commands/edit-product.ts';
import { EditProductType } from './commands/edit-product-type.ts';
import { ExpireReservation } from './commands/expire-reservation.ts';
import { ExtendReservation } from './commands/extend-reservation.ts';
import { FillDemoCatalog } from './commands/fill-demo-catalog.ts';
import { RebuildRatings } from './commands/rebuild-ratings.ts';
import { ReceiveStock } from './commands/receive-stock.ts';
import { RelateProducts } from './commands/relate-products.ts';
import { ReleaseStock } from './commands/release-stock.ts';
import { RepriceProduct } from './commands/reprice-product.ts';
import { ReserveStock } from './commands/reserve-stock.ts';
import { RestockReturn } from './commands/restock-return.ts';
import { SetQuantityPrices } from './commands/set-quantity-prices.ts';
import { SchedulePrices } from './commands/schedule-prices.ts';
import { ShipStock } from './commands/ship-stock.ts';
import { SetStock } from './commands/set-stock.ts';
import { ShowVariants } from './commands/show-variants.ts';
import { BulkCatalog } from './domain/bulk-catalog.ts';
import { CategoryRepository } from './domain/category.repository.ts';
import { DecisionLog } from './domain/decision-log.ts';
import { ProductTypeRepository } from './domain/product-type.repository.ts';
import { PICTURE_SIDES, PictureMaker, PictureShelf } from './domain/pictures.ts';
import { PriceList } from './domain/price-list.ts';
import { ProductRepository } from './domain/product.repository.ts';
import { RelatedProducts } from './domain/related-products.ts';
import { StockBook } from './domain/stock-book.ts';
import { CategoryTree } from './queries/category-tree.ts';
import { IndexedPages } from './queries/indexed-pages.ts';
import { PictureFiles } from './queries/picture-files.ts';
import { ProductCards } from './queries/product-cards.ts';
import { ProductDecisions } from './queries/product-decisions.ts';
import { ProductDetails } from './queries/product-details.ts';
import { CopyFinder } from './queries/product-copy/copy-finder.ts';
import { KnownCategories } from './queries/product-copy/known-categories.ts';
import { WordStems } from './queries/product-copy/word-stems.ts';
import { ProductFinder } from './queries/product-finder.ts';
import { ProductIndex } from './queries/product-index/product-index.ts';
import { IndexFinder } from './queries/product-index/index-finder.ts';
import { WordSearch } from './queries/product-index/word-search.ts';
import { WordMatches } from './queries/product-index/word-matches.ts';
import { ProductPages } from './queries/product-pages.ts';
import { ProductTypes } from './queries/product-types.ts';
import { ProductSearch } from './queries/product-search.ts';
import { ProposedProducts } from './queries/proposed-products.ts';
import { Suggestions } from './queries/suggestions.ts';
import { SearchConfig } from './search.config.ts';
import { ProductNames } from './queries/product-names.ts';
import { VariantQuotes } from './queries/variant-quotes.ts';
import { QuantityPrices } from './queries/quantity-prices.ts';
import { PriceHistory } from './queries/price-history.ts';
import { RelatedCards } from './queries/related-cards.ts';
import { RememberedCards } from './queries/remembered-cards.ts';
import { StockMovements } from './queries/stock-movements.ts';
import { ReservationsEndOnce } from './queries/reservations-end-once.ts';
import { StockIsTheSumOfItsMovements } from './queries/stock-is-the-sum-of-its-movements.ts';
import { Variants } from './queries/variants.ts';
import { PostgresImportCatalogue } from './adapters/postgres-import-catalogue.ts';
import { PostgresImportRepository } from './adapters/postgres-import.repository.ts';
import { ExportsController } from './api/exports.controller.ts';
import { ImportsConsumers } from './api/imports.consumers.ts';
import { ImportsController } from './api/imports.controller.ts';
import { ImportsResolver } from './api/imports.resolver.ts';
import { StreamedUploads } from './api/streamed-uploads.ts';
import { CancelImport } from './commands/cancel-import.ts';
import { RunImport } from './commands/run-import.ts';
import { StartImport } from './commands/start-import.ts';
import { ImportCatalogue } from './domain/import/import-catalogue.ts';
import { ImportRepository } from './domain/import/import.repository.ts';
import { ImportDetails } from './queries/import-details.ts';
import { ImportErrors } from './queries/import-errors.ts';
import { ProductExport } from './queries/product-export.ts';

/** Nobody waits longer for a search. */
const SEARCH_TIMEOUT_MS = 5_000;

/**
 * READ FIRST: what the shop sells and how much of it there is. In: GraphQL (the schema is in `*.graphql`), REST, the quotes
 * of cart and orders, and what orders asks of the stock by `stock.*` messages. Out: the answers to those, and
 * `product.*` events. It calls no other service.
 */
@Module({
  imports: [
    ServiceModule.for({
      name: 'catalog',
      config: [CatalogConfig, SearchConfig],
      messages,
      callers: ['gateway', 'cart', 'orders', 'notifications', 'shipping', 'analytics'],
      database: {
        entities: [CategoryEntity, ProductEntity, VariantEntity, PriceEntity],
        migrations: join(import.meta.dirname, '../migrations'),
      },
      jobs: true,
    }),
    subgraph({
      schemaFirst: {
        typePaths: [join(import.meta.dirname, '../src/*.graphql')],
        scalars: { MinorUnits: MinorUnitsScalar, CurrencyCode: CurrencyCodeScalar },
      },
    }),
  ],
  controllers: [
    ProductsController,
    ProductTypesController,
    ModerationController,
    SearchController,
    SuggestionsController,
    CategoriesController,
    PicturesController,
    ProductPicturesController,
    RelatedProductsController,
    PricesController,
    StockController,
    ImportsController,
    ExportsController,
    QuotesController,
    OrderStockController,
    ProductNamesController,
  ],
  providers: [
    // In.
    ProductsResolver,
    ProductWritesResolver,
    ProductFieldsResolver,
    ProductConnectionResolver,
    FacetResolver,
    FacetValueResolver,
    SuggestionsResolver,
    ProductAttributeResolver,
    ProductTypesResolver,
    ModerationResolver,
    AttributeDefinitionResolver,
    AttributeChoiceResolver,
    VariantsResolver,
    ProductOptionResolver,
    ProductOptionValueResolver,
    VariantOptionResolver,
    PictureResolver,
    ProductPicturesResolver,
    RelatedProductsResolver,
    PricesResolver,
    PictureBodies,
    CategoriesResolver,
    CategoryWritesResolver,
    StockResolver,
    ImportsResolver,
    StreamedUploads,
    ImportsConsumers,
    CatalogConsumers,
    RatingsConsumers,
    ParcelsConsumers,
    ProductCopier,
    // Does.
    CopyProducts,
    CreateCategory,
    EditCategory,
    MoveCategory,
    ReorderCategories,
    DeleteCategory,
    CreateProduct,
    EditProduct,
    RelateProducts,
    SchedulePrices,
    SetQuantityPrices,
    RepriceProduct,
    ListRating,
    RebuildRatings,
    AddPicture,
    ArrangePictures,
    ShowVariants,
    DecideOnProduct,
    CreateProductType,
    EditProductType,
    DeleteProductType,
    ReceiveStock,
    SetStock,
    ReserveStock,
    ShipStock,
    RestockReturn,
    ExtendReservation,
    ReleaseStock,
    AllocateStock,
    ExpireReservation,
    FillDemoCatalog,
    StartImport,
    RunImport,
    CancelImport,
    // Answers.
    ProductPages,
    ProductSearch,
    IndexedPages,
    IndexFinder,
    ProductIndex,
    WordSearch,
    WordMatches,
    CopyFinder,
    KnownCategories,
    WordStems,
    {
      provide: ProductFinder,
      useFactory: (index: IndexFinder, copy: CopyFinder, { CATALOG_SEARCH_IN: where }: SearchConfig): ProductFinder =>
        where === 'engine' ? copy : index,
      inject: [IndexFinder, CopyFinder, SearchConfig],
    },
    Suggestions,
    ProductCards,
    ProductDetails,
    ProductTypes,
    RememberedCards,
    RelatedCards,
    PriceHistory,
    QuantityPrices,
    StockMovements,
    ProposedProducts,
    ProductDecisions,
    Variants,
    CategoryTree,
    VariantQuotes,
    ProductNames,
    PictureFiles,
    ImportDetails,
    ImportErrors,
    ProductExport,
    // Always true.
    StockIsTheSumOfItsMovements,
    ReservationsEndOnce,
    // Out.
    {
      provide: SearchEngine,
      useFactory: ({ CATALOG_SEARCH_URL: url, CATALOG_SEARCH_SECRET: secret }: SearchConfig) =>
        url && new SearchEngine({ url, secret, timeoutMs: SEARCH_TIMEOUT_MS }),
      inject: [SearchConfig],
    },
    { provide: CategoryRepository, useClass: TypeOrmCategoryRepository },
    { provide: ProductRepository, useClass: TypeOrmProductRepository },
    { provide: ProductTypeRepository, useClass: PostgresProductTypes },
    { provide: DecisionLog, useClass: PostgresDecisionLog },
    { provide: PictureShelf, useClass: PostgresPictureShelf },
    { provide: PictureMaker, useFactory: () => new FittedPictures(PICTURE_SIDES, { concurrency: 1, queue: 16 }) },
    { provide: PriceList, useClass: TypeOrmPriceList },
    { provide: ImportRepository, useClass: PostgresImportRepository },
    { provide: ImportCatalogue, useClass: PostgresImportCatalogue },
    { provide: RelatedProducts, useClass: PostgresRelatedProducts },
    { provide: BulkCatalog, useClass: PostgresBulkCatalog },
    { provide: StockBook, useClass: PostgresStockBook },
  ],
})
export class CatalogModule {}
