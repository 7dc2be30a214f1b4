import { Injectable } from '@nestjs/common';
import { Database, NotFound, VersionConflict } from '@tovar/platform';
import type { Profile } from '../domain/profile.ts';

export interface ProfileChanges {
  readonly userId: string;
  /** The version that the person saw. */
  readonly expectedVersion: number;
  /** What is not named stays; null takes away. */
  readonly changes: Partial<Pick<Profile, 'displayName' | 'phone' | 'birthday' | 'locale'>>;
}

/** Changes what a person says of themselves. Throws `VersionConflict`. */
@Injectable()
export class UpdateProfile {
  constructor(private readonly database: Database) {}

  async execute({ userId, expectedVersion, changes }: ProfileChanges): Promise<void> {
    await this.database.transaction(async () => {
      const [current] = await this.database.prepared<ProfileChanges['changes'] & Pick<Profile, 'version'>>(CURRENT, [
        userId,
      ]);
      if (!current) throw new NotFound('The account');
      if (current.version !== expectedVersion) throw new VersionConflict('The profile', current.version);
      const { displayName, phone, birthday, locale } = { ...current, ...withoutGaps(changes) };
      await this.database.prepared(CHANGE, [userId, displayName, phone, birthday, locale]);
    });
  }
}

const CURRENT = {
  name: 'update-profile.current',
  text: `SELECT display_name AS "displayName", phone, birthday::text, locale, version
           FROM user_account WHERE id = $1 FOR UPDATE`,
};
const CHANGE = {
  name: 'update-profile.change',
  text: `UPDATE user_account SET display_name = $2, phone = $3, birthday = $4, locale = $5, version = version + 1
          WHERE id = $1`,
};

function withoutGaps(changes: ProfileChanges['changes']): ProfileChanges['changes'] {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
