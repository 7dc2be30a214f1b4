import { Injectable } from '@nestjs/common';
import {
  type Erasure,
  type Person,
  PersonalData,
  type PersonalSection,
  personalSections,
  SqlDatabase,
} from '@tovar/platform';
import { ForgetPerson } from '../commands/forget-person.ts';

/** What somebody was told, and how they want to be told. */
@Injectable()
export class NotificationsPersonalData extends PersonalData {
  constructor(
    private readonly database: SqlDatabase,
    private readonly forget: ForgetPerson,
  ) {
    super();
  }

  sections(person: Person): readonly PersonalSection[] {
    return personalSections(this.database, STATEMENTS, person);
  }

  async erase(person: Person): Promise<Erasure> {
    await this.forget.execute(person);
    return { waitsFor: null };
  }
}

const STATEMENTS = {
  notifications: `
    SELECT id::text AS key, jsonb_build_object('type', type, 'kind', kind, 'particulars', particulars, 'createdAt', created_at,
                                               'readAt', read_at, 'mail', mail) AS item
      FROM notification WHERE recipient_id = $1 AND recipient_kind = 'USER'`,
  preferences: `
    SELECT type || ' ' || channel AS key, jsonb_build_object('type', type, 'channel', channel, 'isOn', is_on) AS item
      FROM preference WHERE user_id = $1`,
  mailSchedules: `
    SELECT user_id::text AS key, jsonb_build_object('frequency', frequency, 'hour', hour, 'timeZone', time_zone) AS item
      FROM mail_schedule WHERE user_id = $1`,
};
