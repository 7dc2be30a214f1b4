import type { Zone, ZoneFields } from './zone.ts';

/** The shop's zones. What changes something runs in the open transaction, or in one of its own. */
export abstract class ZoneRepository {
  /** Throws `ZoneCodeTaken` and `AreaTaken`. */
  abstract add(zone: Zone): Promise<void>;

  /**
   * Replaces the fields that `changes` names and counts the version up. Throws `NotFound`, `VersionConflict` when it is
   * not at `expectedVersion` any more, `ZoneCodeTaken` and `AreaTaken`.
   */
  abstract change(id: string, expectedVersion: number, changes: Partial<ZoneFields>): Promise<void>;

  /** Throws `NotFound`, `VersionConflict`, and `ZoneInUse` as long as a method delivers to it. */
  abstract remove(id: string, expectedVersion: number): Promise<void>;
}
