import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReviewStatus } from '../domain/review.ts';

@Entity('review')
export class ReviewEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'product_id' })
  productId: string;

  @Column('uuid', { name: 'author_id' })
  authorId: string;

  @Column('smallint')
  rating: number;

  @Column('text')
  title: string;

  @Column('text')
  text: string;

  @Column('uuid', { array: true })
  pictures: string[];

  @Column('text')
  status: ReviewStatus;

  @Column('text', { name: 'rejection_reason', nullable: true })
  rejectionReason: string | null;

  /** Written by hand, compared in the WHERE: a version column of the ORM's own does not fire for every update. */
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
  comments?: number;
}
