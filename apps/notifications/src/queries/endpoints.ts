import { Injectable } from '@nestjs/common';
import { decodeCursor, type KeysetPage, NotFound, pageSize, PrismaDatabase, toPage } from '@tovar/platform';
import type { PrismaClient } from '../generated/prisma/client.ts';

/** An endpoint as it is shown: nothing of its secrets. */
export interface Endpoint {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly events: readonly string[];
  readonly isEnabled: boolean;
  readonly isGone: boolean;
  readonly version: number;
  readonly createdAt: Date;
}

/** Where other systems hear of what happens. */
@Injectable()
export class Endpoints {
  constructor(private readonly database: PrismaDatabase<PrismaClient>) {}

  /** The newest first. One statement. Throws `InvalidPageSize` and `InvalidCursor`. */
  async page({ first, after }: { first?: number | null; after?: string | null }): Promise<KeysetPage<Endpoint>> {
    const size = pageSize(first);
    const where = after ? { id: { lt: decodeCursor(after, 'uuid')[0] } } : {};
    const rows = await this.database.client.webhookEndpoint.findMany({
      where,
      orderBy: { id: 'desc' },
      take: size + 1,
    });
    return toPage(rows, size, ({ id }) => [id]);
  }

  /** Throws `NotFound`. */
  async get(id: string): Promise<Endpoint> {
    const endpoint = await this.database.client.webhookEndpoint.findUnique({ where: { id } });
    if (!endpoint) throw new NotFound('The endpoint');
    return endpoint;
  }
}
