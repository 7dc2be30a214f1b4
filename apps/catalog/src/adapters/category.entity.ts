import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('category')
export class CategoryEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId: string | null;

  @Column('text', { unique: true })
  slug: string;

  @Column('text', { name: 'name_en' })
  nameEn: string;

  @Column('text', { name: 'name_ru' })
  nameRu: string;

  @Column('integer')
  position: number;

  @Column('integer')
  version: number;

  /** The ids from the root down to the category itself. */
  @Column('uuid', { array: true })
  path: string[];
}
