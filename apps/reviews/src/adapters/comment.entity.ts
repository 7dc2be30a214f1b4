import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CommentStatus } from '../domain/comment.ts';

@Entity('comment')
export class CommentEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'review_id' })
  reviewId: string;

  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId: string | null;

  @Column('smallint')
  depth: number;

  @Column('uuid', { name: 'author_id' })
  authorId: string;

  @Column('boolean', { name: 'is_by_staff' })
  isByStaff: boolean;

  @Column('text', { nullable: true })
  text: string | null;

  @Column('text')
  status: CommentStatus;

  @Column('integer')
  version: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'edited_at', nullable: true })
  editedAt: Date | null;

  /** Both are counted by statements of their own. */
  @Column({ type: 'integer', insert: false, update: false })
  likes?: number;

  @Column({ type: 'integer', insert: false, update: false })
  replies?: number;
}
