import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { type Registration, RegistrationRepository } from '../domain/registration.repository.ts';
import { RegistrationEntity } from './registration.entity.ts';

@Injectable()
export class TypeOrmRegistrationRepository extends RegistrationRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async add(registration: Registration, linkHash: Buffer): Promise<void> {
    await this.database.transaction(async () => {
      await this.database.prepared(FORGET_ENDED, [registration.startedAt]);
      await this.database.repository(RegistrationEntity).insert({ ...registration, linkHash });
    });
  }

  async findLatest(email: string, now: Date): Promise<Registration | undefined> {
    const [row] = await this.database.prepared<Registration>(LATEST, [email, now]);
    return row;
  }

  async take(linkHash: Buffer, now: Date): Promise<Registration | undefined> {
    const rows = await this.database.prepared<Registration & { readonly isChosen: boolean }>(TAKE, [linkHash, now]);
    const chosen = rows.find(({ isChosen }) => isChosen);
    if (!chosen) return undefined;
    const { isChosen: _, ...registration } = chosen;
    return registration;
  }
}

const COLUMNS = `r.id, r.email, r.display_name AS "displayName", r.password_hash AS "passwordHash", r.locale,
                 r.started_at AS "startedAt", r.ends_at AS "endsAt"`;

const FORGET_ENDED = { name: 'registration.forget-ended', text: 'DELETE FROM registration WHERE ends_at <= $1' };
const LATEST = {
  name: 'registration.latest',
  text: `SELECT ${COLUMNS} FROM registration r WHERE r.email = $1 AND r.ends_at > $2 ORDER BY r.started_at DESC LIMIT 1`,
};
const TAKE = {
  name: 'registration.take',
  text: `WITH chosen AS (SELECT email FROM registration WHERE link_hash = $1 AND ends_at > $2)
         DELETE FROM registration r USING chosen WHERE r.email = chosen.email
         RETURNING ${COLUMNS}, r.link_hash = $1 AS "isChosen"`,
};
