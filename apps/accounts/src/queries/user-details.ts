import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import type { User } from '../domain/user.ts';

/** Users as they are shown; who may see which field is decided where they are answered. */
@Injectable()
export class UserDetails {
  private waiting?: { readonly ids: Set<string>; readonly users: Promise<ReadonlyMap<string, User>> };

  constructor(private readonly database: Database) {}

  async find(id: string): Promise<User | undefined> {
    return (await this.findAll([id])).get(id);
  }

  /** As `find`, but whoever asks in the same turn of the event loop shares one statement. */
  async findTogether(id: string): Promise<User | undefined> {
    this.waiting ??= this.nextBatch();
    this.waiting.ids.add(id);
    return (await this.waiting.users).get(id);
  }

  private nextBatch(): { ids: Set<string>; users: Promise<ReadonlyMap<string, User>> } {
    const ids = new Set<string>();
    const { promise: users, resolve } = Promise.withResolvers<ReadonlyMap<string, User>>();
    setImmediate(() => {
      this.waiting = undefined;
      resolve(this.findAll([...ids]));
    });
    return { ids, users };
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
           FROM user_account u WHERE id = ANY($1::uuid[])`,
};
