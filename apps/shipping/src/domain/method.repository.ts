import type { Method, MethodFields } from './method.ts';

/** The shop's methods with their rates. What changes something runs in the open transaction, or in one of its own. */
export abstract class MethodRepository {
  /** Throws `MethodCodeTaken` and `UnknownZone`. */
  abstract add(method: Method): Promise<void>;

  /**
   * Replaces the fields that `changes` names and counts the version up. Throws `NotFound`, `VersionConflict` when it is
   * not at `expectedVersion` any more, `MethodCodeTaken` and `UnknownZone`.
   */
  abstract change(id: string, expectedVersion: number, changes: Partial<MethodFields>): Promise<void>;

  /** Throws `NotFound` and `VersionConflict`. Orders keep what they were delivered by. */
  abstract remove(id: string, expectedVersion: number): Promise<void>;
}
