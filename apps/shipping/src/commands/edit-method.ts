import { Injectable } from '@nestjs/common';
import { Carriers } from '../domain/carrier.ts';
import { requireSoundZones } from '../domain/method.ts';
import { MethodRepository } from '../domain/method.repository.ts';
import type { EditMethodInput } from './method-input.ts';

/** Changes what is named of a method; zones with their rates are replaced as a whole. Orders keep what they have. */
@Injectable()
export class EditMethod {
  constructor(
    private readonly methods: MethodRepository,
    private readonly carriers: Carriers,
  ) {}

  /** Throws `NotFound`, `VersionConflict`, `UnknownCarrier`, `MethodCodeTaken`, `UnknownZone` and what `requireSoundZones` throws. */
  async execute({ id, expectedVersion, changes }: EditMethodInput): Promise<{ id: string }> {
    if (changes.carrier) this.carriers.get(changes.carrier);
    if (changes.zones) requireSoundZones(changes.zones);
    await this.methods.change(id, expectedVersion, changes);
    return { id };
  }
}
