import { Injectable } from '@nestjs/common';
import { PrismaDatabase } from '@tovar/platform';
import { AreaTaken, ZoneCodeTaken, ZoneInUse } from '../domain/shipping.errors.ts';
import type { Zone, ZoneFields } from '../domain/zone.ts';
import { ZoneRepository } from '../domain/zone.repository.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { refusing, versionRefusal } from './refusals.ts';

const WHAT = 'The zone';

@Injectable()
export class PrismaZoneRepository extends ZoneRepository {
  constructor(private readonly database: PrismaDatabase<PrismaClient>) {
    super();
  }

  add({ id, code, name, areas }: Zone): Promise<void> {
    return this.write(code, async () => {
      await this.database.client.zone.create({ data: { id, code, name } });
      await this.addAreas(id, areas);
    });
  }

  change(id: string, expectedVersion: number, { code, name, areas }: Partial<ZoneFields>): Promise<void> {
    return this.write(code, async () => {
      const { zone, zoneArea } = this.database.client;
      const data = { code, name, version: { increment: 1 } };
      const { count } = await zone.updateMany({ where: { id, version: expectedVersion }, data });
      if (count === 0) throw versionRefusal(WHAT, await zone.findUnique({ where: { id } }));
      if (!areas) return;
      await zoneArea.deleteMany({ where: { zoneId: id } });
      await this.addAreas(id, areas);
    });
  }

  remove(id: string, version: number): Promise<void> {
    return this.write(undefined, async () => {
      const { zone } = this.database.client;
      const { count } = await zone.deleteMany({ where: { id, version } });
      if (count === 0) throw versionRefusal(WHAT, await zone.findUnique({ where: { id } }));
    });
  }

  private async addAreas(zoneId: string, areas: Zone['areas']): Promise<void> {
    await this.database.client.zoneArea.createMany({ data: areas.map((area) => ({ zoneId, ...area })) });
  }

  private write(code: string | undefined, work: () => Promise<void>): Promise<void> {
    const refusals = {
      zone_code: (cause: unknown) => new ZoneCodeTaken(code ?? '', { cause }),
      zone_area_once: (cause: unknown) => new AreaTaken({ cause }),
      method_zone_zone: (cause: unknown) => new ZoneInUse({ cause }),
    };
    return refusing(refusals, () => this.database.transaction(work));
  }
}
