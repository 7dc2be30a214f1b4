import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Locale } from '../domain/locale.ts';

@Entity('registration')
export class RegistrationEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  email: string;

  @Column('text', { name: 'display_name' })
  displayName: string;

  @Column('text', { name: 'password_hash' })
  passwordHash: string;

  @Column('text')
  locale: Locale;

  @Column('bytea', { name: 'link_hash' })
  linkHash: Buffer;

  @Column('timestamptz', { name: 'started_at' })
  startedAt: Date;

  @Column('timestamptz', { name: 'ends_at' })
  endsAt: Date;
}
