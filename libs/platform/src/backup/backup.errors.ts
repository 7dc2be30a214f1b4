/** The backup is not what its list says: cut short, changed, or not a backup. */
export class BackupDamaged extends Error {
  readonly code = 'BACKUP_DAMAGED';
  constructor(what: string, options?: ErrorOptions) {
    super(`The backup is damaged: ${what}.`, options);
  }
}

/** The backup was made by a program with other migrations: its rows do not fit these tables. */
export class BackupOfAnotherVersion extends Error {
  readonly code = 'BACKUP_OF_ANOTHER_VERSION';
  constructor(differing: readonly string[]) {
    super(
      `The backup was made by another version; these migrations differ: ${differing.join(', ')}. Restore it by that version, then upgrade.`,
    );
  }
}

/** A backup is never put over a shop that has told anything. */
export class DatabaseInUse extends Error {
  readonly code = 'DATABASE_IN_USE';
  constructor() {
    super('This database holds a shop already. Restore into an empty one.');
  }
}
