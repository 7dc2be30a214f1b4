import { Injectable } from '@nestjs/common';
import { currencyCode, type TaxCategory } from '@tovar/contracts';
import { decodeCursor, type KeysetPage, NotFound, pageSize, PrismaDatabase, toPage } from '@tovar/platform';
import type { Method } from '../domain/method.ts';
import type { RateBasis } from '../domain/rate.ts';
import type { Prisma, PrismaClient } from '../generated/prisma/client.ts';

/** How the shop delivers, enabled or not. */
@Injectable()
export class Methods {
  constructor(private readonly database: PrismaDatabase<PrismaClient>) {}

  /** In the order of their codes. One statement. Throws `InvalidPageSize` and `InvalidCursor`. */
  async page({ first, after }: { first?: number | null; after?: string | null }): Promise<KeysetPage<Method>> {
    const size = pageSize(first);
    const [code] = after ? decodeCursor(after, 'string') : [''];
    const rows = await this.database.client.method.findMany({
      where: { code: { gt: code } },
      orderBy: { code: 'asc' },
      take: size + 1,
      include: WITH_ZONES,
    });
    return toPage(rows.map(toMethod), size, (method) => [method.code]);
  }

  /** Throws `NotFound`. */
  async get(id: string): Promise<Method> {
    const method = await this.database.client.method.findUnique({ where: { id }, include: WITH_ZONES });
    if (!method) throw new NotFound('The delivery method');
    return toMethod(method);
  }
}

const WITH_ZONES = {
  zones: {
    orderBy: { zone: { code: 'asc' } },
    include: { rates: { orderBy: { currency: 'asc' }, include: { steps: { orderBy: { position: 'asc' } } } } },
  },
} satisfies Prisma.MethodInclude;

/** The database holds no other words than the domain's: constraints see to it. */
function toMethod({ nameEn: en, nameRu: ru, taxCategory, zones, ...method }: StoredMethod): Method {
  return {
    ...method,
    name: { en, ru },
    taxCategory: taxCategory as TaxCategory,
    zones: zones.map(({ zoneId, minDays, maxDays, rates }) => ({
      zoneId,
      estimate: { minDays, maxDays },
      rates: rates.map(({ currency, basis, freeFrom, steps }) => ({
        currency: currencyCode(currency),
        basis: basis as RateBasis,
        freeFrom,
        steps: steps.map(({ upTo, price }) => ({ upTo, price })),
      })),
    })),
  };
}

type StoredMethod = Prisma.MethodGetPayload<{ include: typeof WITH_ZONES }>;
