import { Injectable } from '@nestjs/common';
import { ZoneRepository } from '../domain/zone.repository.ts';
import { type EditZoneInput, toAreas } from './zone-input.ts';

/** Changes what is named of a zone; areas are replaced as a whole. Quotes follow at once, orders keep what they have. */
@Injectable()
export class EditZone {
  constructor(private readonly zones: ZoneRepository) {}

  /** Throws `NotFound`, `VersionConflict`, `UnknownCountry`, `AreaRepeated`, `ZoneCodeTaken` and `AreaTaken`. */
  async execute({ id, expectedVersion, changes }: EditZoneInput): Promise<{ id: string }> {
    const areas = changes.areas && toAreas(changes.areas);
    await this.zones.change(id, expectedVersion, { ...changes, areas });
    return { id };
  }
}
