import { Injectable } from '@nestjs/common';
import { type NamedProduct, productNamesAnswer } from '@tovar/contracts';
import { askService, ServiceLink } from '@tovar/platform';
import { ProductNames } from '../domain/product-names.ts';

@Injectable()
export class LinkProductNames extends ProductNames {
  constructor(private readonly link: ServiceLink) {
    super();
  }

  async of(productIds: readonly string[]): Promise<readonly NamedProduct[]> {
    const answer = await askService(this.link, 'catalog', '/internal/product-names', { productIds });
    return productNamesAnswer.parse(answer).products;
  }
}
