import { Injectable } from '@nestjs/common';
import { ZoneRepository } from '../domain/zone.repository.ts';
import type { DeleteInput } from './zone-input.ts';

/** Forgets a zone that no method serves. */
@Injectable()
export class DeleteZone {
  constructor(private readonly zones: ZoneRepository) {}

  /** Throws `NotFound`, `VersionConflict` and `ZoneInUse`. */
  execute({ id, expectedVersion }: DeleteInput): Promise<void> {
    return this.zones.remove(id, expectedVersion);
  }
}
