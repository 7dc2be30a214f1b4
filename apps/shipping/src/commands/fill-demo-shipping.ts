import { Injectable } from '@nestjs/common';
import { demoDelivery } from '@tovar/demo';
import { SqlDatabase } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { toArea } from '../domain/area.ts';
import { Carriers } from '../domain/carrier.ts';
import { MethodRepository } from '../domain/method.repository.ts';
import { ZoneRepository } from '../domain/zone.repository.ts';

/** Lets an empty shop deliver: the demo's zones, and the methods of the carriers that it works with; all of them or none. */
@Injectable()
export class FillDemoShipping {
  constructor(
    private readonly database: SqlDatabase,
    private readonly zones: ZoneRepository,
    private readonly methods: MethodRepository,
    private readonly carriers: Carriers,
  ) {}

  /** Does nothing when the shop delivers anywhere already, and says so: `isFilled` is false then. */
  async execute(): Promise<{ isFilled: boolean }> {
    // Asked by hand: a start that fills nothing need not load Prisma's compiler.
    const zones = await this.database.query('SELECT FROM zone LIMIT 1');
    if (zones.length > 0) return { isFilled: false };
    await this.database.transaction(() => this.fill());
    return { isFilled: true };
  }

  private async fill(): Promise<void> {
    const demo = demoDelivery();
    const ids = new Map(demo.zones.map(({ code }) => [code, uuidv7()]));
    const idOf = (code: string): string => ids.get(code) ?? code;
    for (const { code, name, areas } of demo.zones)
      await this.zones.add({ id: idOf(code), code, name, areas: areas.map(toArea), version: 1 });
    for (const { zones: served, ...method } of demo.methods.filter(({ carrier }) => this.carriers.has(carrier))) {
      const own = served.map(({ zone, ...terms }) => ({ ...terms, zoneId: idOf(zone) }));
      await this.methods.add({ ...method, zones: own, id: uuidv7(), version: 1 });
    }
  }
}
