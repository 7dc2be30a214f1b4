import { Injectable } from '@nestjs/common';
import { Idempotency, type IdempotentResult } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { ZoneRepository } from '../domain/zone.repository.ts';
import type { StaffCall } from './staff-call.ts';
import { type CreateZoneInput, toAreas } from './zone-input.ts';

/** Says where something is delivered to on the same terms. */
@Injectable()
export class CreateZone {
  constructor(
    private readonly zones: ZoneRepository,
    private readonly idempotency: Idempotency,
  ) {}

  /** Throws `UnknownCountry`, `AreaRepeated`, `ZoneCodeTaken` and `AreaTaken`. */
  execute(
    input: CreateZoneInput,
    { staffId, idempotencyKey: key = uuidv7() }: StaffCall,
  ): Promise<IdempotentResult<{ id: string }>> {
    const areas = toAreas(input.areas);
    const call = { principal: staffId, operation: 'createDeliveryZone', key, payload: input };
    return this.idempotency.once(call, async () => {
      const zone = { ...input, areas, id: uuidv7(), version: 1 };
      await this.zones.add(zone);
      return { id: zone.id };
    });
  }
}
