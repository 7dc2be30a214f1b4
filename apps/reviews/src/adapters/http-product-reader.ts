import { Injectable } from '@nestjs/common';
import { type KnownProduct, knownProductsAnswer } from '@tovar/contracts';
import { ServiceLink, ServiceRefused, ServiceUnavailable } from '@tovar/platform';
import { ProductReader } from '../domain/product-reader.ts';

@Injectable()
export class HttpProductReader extends ProductReader {
  constructor(private readonly link: ServiceLink) {
    super();
  }

  async find(productId: string): Promise<KnownProduct | undefined> {
    const body = { productIds: [productId] };
    const request = { service: 'catalog', path: '/internal/known-products', body, isSafeToRepeat: true } as const;
    const answer = await this.link.json<unknown>({ method: 'POST', ...request }).catch((error: unknown) => {
      const isDown = error instanceof ServiceRefused && error.status >= 500;
      throw isDown ? new ServiceUnavailable('catalog', { cause: error }) : error;
    });
    return knownProductsAnswer.parse(answer).products[0];
  }
}
