import { Injectable } from '@nestjs/common';
import { decodeCursor, type KeysetPage, NotFound, pageSize, PrismaDatabase, toPage } from '@tovar/platform';
import type { Zone } from '../domain/zone.ts';
import type { Prisma, PrismaClient } from '../generated/prisma/client.ts';

/** Where the shop delivers to. */
@Injectable()
export class Zones {
  constructor(private readonly database: PrismaDatabase<PrismaClient>) {}

  /** In the order of their codes. One statement. Throws `InvalidPageSize` and `InvalidCursor`. */
  async page({ first, after }: { first?: number | null; after?: string | null }): Promise<KeysetPage<Zone>> {
    const size = pageSize(first);
    const [code] = after ? decodeCursor(after, 'string') : [''];
    const rows = await this.database.client.zone.findMany({
      where: { code: { gt: code } },
      orderBy: { code: 'asc' },
      take: size + 1,
      include: WITH_AREAS,
    });
    return toPage(rows, size, (zone) => [zone.code]);
  }

  /** Throws `NotFound`. */
  async get(id: string): Promise<Zone> {
    const zone = await this.database.client.zone.findUnique({ where: { id }, include: WITH_AREAS });
    if (!zone) throw new NotFound('The zone');
    return zone;
  }
}

const WITH_AREAS = {
  areas: {
    select: { country: true, region: true, postalPrefix: true },
    orderBy: [{ country: 'asc' }, { region: 'asc' }, { postalPrefix: 'asc' }],
  },
} satisfies Prisma.ZoneInclude;
