import { Injectable } from '@nestjs/common';
import { PrismaDatabase } from '@tovar/platform';
import type { Method, MethodFields } from '../domain/method.ts';
import { MethodRepository } from '../domain/method.repository.ts';
import { MethodCodeTaken, UnknownZone } from '../domain/shipping.errors.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { refusing, versionRefusal } from './refusals.ts';

const WHAT = 'The delivery method';

@Injectable()
export class PrismaMethodRepository extends MethodRepository {
  constructor(private readonly database: PrismaDatabase<PrismaClient>) {
    super();
  }

  add({ zones, name, ...method }: Method): Promise<void> {
    return this.write(method.code, async () => {
      await this.database.client.method.create({ data: { ...method, nameEn: name.en, nameRu: name.ru } });
      await this.addZones(method.id, zones);
    });
  }

  change(id: string, expectedVersion: number, { zones, name, ...changes }: Partial<MethodFields>): Promise<void> {
    return this.write(changes.code, async () => {
      const { method, methodZone } = this.database.client;
      const data = { ...changes, nameEn: name?.en, nameRu: name?.ru, version: { increment: 1 } };
      const { count } = await method.updateMany({ where: { id, version: expectedVersion }, data });
      if (count === 0) throw versionRefusal(WHAT, await method.findUnique({ where: { id } }));
      if (!zones) return;
      await methodZone.deleteMany({ where: { methodId: id } });
      await this.addZones(id, zones);
    });
  }

  remove(id: string, version: number): Promise<void> {
    return this.write(undefined, async () => {
      const { method } = this.database.client;
      const { count } = await method.deleteMany({ where: { id, version } });
      if (count === 0) throw versionRefusal(WHAT, await method.findUnique({ where: { id } }));
    });
  }

  /** Three statements however many zones, rates and steps there are. */
  private async addZones(methodId: string, zones: Method['zones']): Promise<void> {
    const { methodZone, rate, rateStep } = this.database.client;
    const rates = zones.flatMap(({ zoneId, rates: own }) => own.map((each) => ({ zoneId, ...each })));
    await methodZone.createMany({ data: zones.map(({ zoneId, estimate }) => ({ methodId, zoneId, ...estimate })) });
    await rate.createMany({
      data: rates.map(({ zoneId, currency, basis, freeFrom }) => ({ methodId, zoneId, currency, basis, freeFrom })),
    });
    const steps = rates.flatMap(({ zoneId, currency, steps: own }) =>
      own.map((step, position) => ({ methodId, zoneId, currency, position, ...step })),
    );
    await rateStep.createMany({ data: steps });
  }

  private write(code: string | undefined, work: () => Promise<void>): Promise<void> {
    const refusals = {
      method_code: (cause: unknown) => new MethodCodeTaken(code ?? '', { cause }),
      method_zone_zone: (cause: unknown) => new UnknownZone({ cause }),
    };
    return refusing(refusals, () => this.database.transaction(work));
  }
}
