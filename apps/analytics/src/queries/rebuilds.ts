import { Injectable } from '@nestjs/common';
import { decodeCursor, type KeysetPage, NotFound, pageSize, PrismaDatabase, toPage } from '@tovar/platform';
import type { PrismaClient, Rebuild as StoredRebuild } from '../generated/prisma/client.ts';

export const REBUILD_STATES = ['WAITING', 'RUNNING', 'DONE', 'FAILED'] as const;
export type RebuildState = (typeof REBUILD_STATES)[number];

/** How far a rebuild is, or what came of it. */
export interface Rebuild {
  readonly id: string;
  readonly requestedBy: string;
  readonly reason: string;
  readonly requestedAt: Date;
  readonly state: RebuildState;
  /** Messages folded so far. */
  readonly folded: number;
  /** Rows that were not what they should have been; null until that is known. */
  readonly differences: number | null;
  readonly finishedAt: Date | null;
}

/** Rebuilds of the projections. */
@Injectable()
export class Rebuilds {
  constructor(private readonly database: PrismaDatabase<PrismaClient>) {}

  /** Throws `NotFound`. */
  async get(id: string): Promise<Rebuild> {
    const found = await this.database.client.rebuild.findUnique({ where: { id } });
    if (!found) throw new NotFound('The rebuild');
    return toRebuild(found);
  }

  /** The newest first. Throws `InvalidPageSize` and `InvalidCursor`. */
  async page(first?: number | null, after?: string | null): Promise<KeysetPage<Rebuild>> {
    const size = pageSize(first);
    const [before] = after === undefined || after === null ? [undefined] : decodeCursor(after, 'uuid');
    const rows = await this.database.client.rebuild.findMany({
      where: { id: { lt: before } },
      orderBy: { id: 'desc' },
      take: size + 1,
    });
    return toPage(rows.map(toRebuild), size, rebuildKeyOf);
  }
}

export function rebuildKeyOf({ id }: Pick<Rebuild, 'id'>): readonly string[] {
  return [id];
}

function toRebuild({ folded, differences, state, ...rebuild }: StoredRebuild): Rebuild {
  return {
    ...rebuild,
    state: state as RebuildState,
    folded: Number(folded),
    differences: differences === null ? null : Number(differences),
  };
}
