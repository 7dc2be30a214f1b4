import { Injectable } from '@nestjs/common';
import { anyOf, Database } from '@tovar/platform';
import type { Profile } from '../domain/profile.ts';
import { Together } from './together.ts';

/** Profiles and avatars by their users; who may see which field is decided where they are answered. */
@Injectable()
export class ProfileDetails {
  private readonly together = new Together<Profile>((ids) => this.findAll(ids));

  constructor(private readonly database: Database) {}

  /** Whoever asks in the same turn of the event loop shares one statement. */
  find(userId: string): Promise<Profile | undefined> {
    return this.together.find(userId);
  }

  private async findAll(userIds: readonly string[]): Promise<ReadonlyMap<string, Profile>> {
    const rows = await this.database.prepared<Profile>(PROFILES, [userIds]);
    return new Map(rows.map((profile) => [profile.userId, profile]));
  }
}

const PROFILES = {
  name: 'profile-details.by-users',
  text: `SELECT id AS "userId", display_name AS "displayName", phone, birthday::text, locale, version, avatar_id AS "avatarId",
                status = 'blocked' AS "isBlocked", created_at AS "registeredAt", email,
                ARRAY(SELECT role FROM role_assignment WHERE user_id = u.id ORDER BY role) AS roles
           FROM user_account u WHERE id = ${anyOf('uuid')}`,
};
