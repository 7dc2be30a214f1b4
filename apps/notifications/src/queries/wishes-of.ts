import { Injectable } from '@nestjs/common';
import { rowsOf, SqlDatabase } from '@tovar/platform';
import { MAIL_AT_ONCE, type MailSchedule, type Preference, type Wishes } from '../domain/wishes.ts';

interface Row {
  readonly userId: string;
  readonly preferences: readonly Preference[] | null;
  readonly schedule: MailSchedule | null;
}

/** What people have chosen. By hand and prepared: everything that is told asks for it. */
@Injectable()
export class WishesOf {
  constructor(private readonly database: SqlDatabase) {}

  /** An entry for each user, also for those who have chosen nothing. One statement. */
  async users(userIds: readonly string[]): Promise<ReadonlyMap<string, Wishes>> {
    const rows = await this.database.prepared<Row>(WISHES, [userIds]);
    return new Map(
      rows.map(({ userId, preferences, schedule }) => [
        userId,
        { preferences: preferences ?? [], schedule: schedule ?? MAIL_AT_ONCE },
      ]),
    );
  }
}

const WISHES = {
  name: 'wishes-of-users',
  text: `SELECT asked.id AS "userId",
                (SELECT json_agg(json_build_object('type', type, 'channel', channel, 'isOn', is_on))
                   FROM preference WHERE user_id = asked.id) AS preferences,
                CASE WHEN s.user_id IS NOT NULL
                     THEN json_build_object('frequency', s.frequency, 'hour', s.hour, 'timeZone', s.time_zone) END AS schedule
           FROM ${rowsOf('uuid')} AS asked (id) LEFT JOIN mail_schedule s ON s.user_id = asked.id`,
};
