import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Locale } from '../domain/locale.ts';

@Entity('user_account')
export class UserEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { unique: true })
  email: string;

  @Column('text', { name: 'display_name' })
  displayName: string;

  @Column('text', { name: 'password_hash' })
  passwordHash: string;

  @Column('text', { default: 'active' })
  status: 'active' | 'blocked';

  @Column('timestamptz', { name: 'email_verified_at', nullable: true })
  emailVerifiedAt: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('text', { nullable: true })
  phone?: string | null;

  @Column('date', { nullable: true })
  birthday?: string | null;

  @Column('text', { default: 'EN' })
  locale: Locale;

  @Column('integer', { default: 1 })
  version: number;

  @Column('uuid', { name: 'avatar_id', nullable: true })
  avatarId?: string | null;

  @Column('integer', { name: 'credentials_version', default: 1 })
  credentialsVersion: number;

  @Column('integer', { name: 'access_version', default: 0 })
  accessVersion: number;
}

@Entity('role_assignment')
export class RoleAssignmentEntity {
  @PrimaryColumn('uuid', { name: 'user_id' })
  userId: string;

  @PrimaryColumn('text')
  role: string;

  @Column('timestamptz', { name: 'assigned_at', default: () => 'now()' })
  assignedAt: Date;
}
