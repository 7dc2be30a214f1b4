import { Injectable } from '@nestjs/common';
import { anyOf, Database } from '@tovar/platform';
import type { User } from '../domain/user.ts';
import { Together } from './together.ts';

/** Users as they are shown; who may see which field is decided where they are answered. */
@Injectable()
export class UserDetails {
  private readonly together = new Together<User>((ids) => this.findAll(ids));

  constructor(private readonly database: Database) {}

  async find(id: string): Promise<User | undefined> {
    return (await this.findAll([id])).get(id);
  }

  /** As `find`, but whoever asks in the same turn of the event loop shares one statement. */
  findTogether(id: string): Promise<User | undefined> {
    return this.together.find(id);
  }

  private async findAll(ids: readonly string[]): Promise<ReadonlyMap<string, User>> {
    const rows = await this.database.prepared<User>(USERS, [ids]);
    return new Map(rows.map((user) => [user.id, user]));
  }
}

const USERS = {
  name: 'user-details.by-ids',
  text: `SELECT id, email, display_name AS "displayName",
                ARRAY(SELECT role FROM role_assignment WHERE user_id = u.id ORDER BY role) AS roles
           FROM user_account u WHERE id = ${anyOf('uuid')}`,
};
