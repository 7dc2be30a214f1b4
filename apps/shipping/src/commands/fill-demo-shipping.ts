import { Injectable } from '@nestjs/common';
import { demoDelivery } from '@tovar/demo';
import { SqlDatabase } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { toArea } from '../domain/area.ts';
import { MethodRepository } from '../domain/method.repository.ts';
import { ZoneRepository } from '../domain/zone.repository.ts';
import { Zones } from '../queries/zones.ts';

/** Lets an empty shop deliver: the demo's zones and methods, all of them or none. */
@Injectable()
export class FillDemoShipping {
  constructor(
    private readonly database: SqlDatabase,
    private readonly zones: Zones,
    private readonly zoneRepository: ZoneRepository,
    private readonly methods: MethodRepository,
  ) {}

  /** Does nothing when the shop delivers anywhere already, and says so: `isFilled` is false then. */
  execute(): Promise<{ isFilled: boolean }> {
    return this.database.transaction(async () => {
      const { items } = await this.zones.page({ first: 1 });
      if (items.length > 0) return { isFilled: false };
      await this.fill();
      return { isFilled: true };
    });
  }

  private async fill(): Promise<void> {
    const { zones, methods } = demoDelivery();
    const ids = new Map(zones.map(({ code }) => [code, uuidv7()]));
    const idOf = (code: string): string => ids.get(code) ?? code;
    for (const { code, name, areas } of zones)
      await this.zoneRepository.add({ id: idOf(code), code, name, areas: areas.map(toArea), version: 1 });
    for (const { zones: served, ...method } of methods) {
      const own = served.map(({ zone, ...terms }) => ({ ...terms, zoneId: idOf(zone) }));
      await this.methods.add({ ...method, zones: own, id: uuidv7(), version: 1 });
    }
  }
}
