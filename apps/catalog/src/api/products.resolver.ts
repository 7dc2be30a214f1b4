import { Args, Query, Resolver, ResolveReference, Subscription } from '@nestjs/graphql';
import { InvalidInput, NotFound, Public } from '@tovar/platform';
import { Parsed } from '@tovar/platform/graphql';
import type { z } from 'zod';
import type { ProductCard } from '../queries/product-card.ts';
import { ProductCards } from '../queries/product-cards.ts';
import type { ProductPage } from '../queries/product-page.ts';
import { productFilter } from '../queries/product-filter.ts';
import { type ListingQuestion, ProductPages } from '../queries/product-pages.ts';
import { ProductSearch, type SearchQuestion } from '../queries/product-search.ts';
import { foundPage, productPage, sharedPage, sharedProduct } from './shared-answers.ts';
import { isVisible } from './visibility.ts';

const givenFilter = productFilter.nullish();
type GivenFilter = z.output<typeof givenFilter>;

/** The ways to products. */
@Resolver('Product')
export class ProductsResolver {
  constructor(
    private readonly pages: ProductPages,
    private readonly cards: ProductCards,
    private readonly finder: ProductSearch,
  ) {}

  @Public()
  @Query()
  async products(
    @Args() question: ListingQuestion,
    @Args('filter', new Parsed(givenFilter)) filter: GivenFilter,
  ): Promise<ProductPage> {
    return sharedPage(await this.pages.page({ ...question, filter }));
  }

  @Public()
  @Query()
  async search(
    @Args() question: SearchQuestion,
    @Args('filter', new Parsed(givenFilter)) filter: GivenFilter,
  ): Promise<ProductPage> {
    return foundPage(await this.finder.page({ ...question, filter }), question);
  }

  @Public()
  @Query()
  async product(@Args() reference: ProductReference): Promise<ProductCard> {
    const product = await this.find(reference);
    if (!product || !isVisible(product)) throw new NotFound('The product');
    return productPage(product);
  }

  /** Served by the gateway, which asks for the product anew after each of its events. */
  @Public()
  @Subscription()
  productChanged(): never {
    throw new Error('Live updates are served by the gateway.');
  }

  /** Products that other services speak of; a draft is null to those who may not see it. */
  @ResolveReference()
  async resolveReference(reference: ProductReference): Promise<ProductCard | undefined> {
    const product = await this.find(reference);
    return product && isVisible(product) ? sharedProduct(product) : undefined;
  }

  private find({ id = null, slug = null }: ProductReference): Promise<ProductCard | undefined> {
    if (id !== null && slug === null) return this.cards.byId(id);
    if (slug !== null && id === null) return this.cards.bySlug(slug);
    throw new InvalidInput([{ path: 'slug', message: 'Name the id or the slug of the product, not both.' }]);
  }
}

interface ProductReference {
  readonly id?: string | null;
  readonly slug?: string | null;
}
