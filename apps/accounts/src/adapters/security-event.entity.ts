import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SecurityEventKind } from '../domain/security-log.ts';

@Entity('security_event')
export class SecurityEventEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('timestamptz', { default: () => 'clock_timestamp()' })
  at: Date;

  @Column('text')
  kind: SecurityEventKind;

  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId?: string | null;

  @Column('uuid', { name: 'session_id', nullable: true })
  sessionId?: string | null;

  @Column('text', { name: 'ip_prefix', nullable: true })
  ipPrefix?: string | null;

  @Column('text', { name: 'request_id', nullable: true })
  requestId?: string | null;

  @Column('uuid', { name: 'subject_id', nullable: true })
  subjectId?: string | null;

  @Column('jsonb', { nullable: true })
  details?: object | null;
}
