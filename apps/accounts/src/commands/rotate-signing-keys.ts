import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { SecurityLog } from '../domain/security-log.ts';
import { SigningKeys } from '../domain/signing-keys.ts';

/** Signs with the next key from now on; tokens of the old one stay good until they end. Throws `NextKeyTooYoung`. */
@Injectable()
export class RotateSigningKeys {
  constructor(
    private readonly database: Database,
    private readonly keys: SigningKeys,
    private readonly securityLog: SecurityLog,
  ) {}

  async execute(): Promise<void> {
    await this.database.transaction(async () => {
      // One at a time, also among replicas: the second then finds a next key that is too young.
      await this.database.query(`SELECT pg_advisory_xact_lock(hashtext('accounts:signing-keys'))`);
      await this.keys.rotate();
      await this.securityLog.add({ kind: 'signing-keys-rotated' });
    });
  }
}
