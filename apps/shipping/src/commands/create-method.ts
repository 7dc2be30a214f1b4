import { Injectable } from '@nestjs/common';
import { Idempotency, type IdempotentResult } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { Carriers } from '../domain/carrier.ts';
import { requireSoundZones } from '../domain/method.ts';
import { MethodRepository } from '../domain/method.repository.ts';
import type { CreateMethodInput } from './method-input.ts';
import type { StaffCall } from './staff-call.ts';

/** Offers a further way of delivery. */
@Injectable()
export class CreateMethod {
  constructor(
    private readonly methods: MethodRepository,
    private readonly carriers: Carriers,
    private readonly idempotency: Idempotency,
  ) {}

  /** Throws `UnknownCarrier`, `MethodCodeTaken`, `UnknownZone` and what `requireSoundZones` throws. */
  execute(
    input: CreateMethodInput,
    { staffId, idempotencyKey: key = uuidv7() }: StaffCall,
  ): Promise<IdempotentResult<{ id: string }>> {
    this.carriers.get(input.carrier);
    requireSoundZones(input.zones);
    const call = { principal: staffId, operation: 'createDeliveryMethod', key, payload: input };
    return this.idempotency.once(call, async () => {
      const method = { ...input, id: uuidv7(), version: 1 };
      await this.methods.add(method);
      return { id: method.id };
    });
  }
}
