import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CredentialLink } from '../domain/credentials.repository.ts';

@Entity('credential_link')
export class CredentialLinkEntity {
  @PrimaryColumn('bytea')
  hash: Buffer;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('text')
  purpose: CredentialLink['purpose'];

  @Column('integer', { name: 'credentials_version' })
  credentialsVersion: number;

  @Column('text', { name: 'new_email', nullable: true })
  newEmail?: string | null;

  @Column('timestamptz', { name: 'ends_at' })
  endsAt: Date;
}
