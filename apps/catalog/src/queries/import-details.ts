import { Injectable } from '@nestjs/common';
import { NotFound } from '@tovar/platform';
import type { Import } from '../domain/import/import.ts';
import { ImportRepository } from '../domain/import/import.repository.ts';

/** How far an import is. */
@Injectable()
export class ImportDetails {
  constructor(private readonly imports: ImportRepository) {}

  /** Throws `NotFound`. */
  async byId(id: string): Promise<Import> {
    const found = await this.imports.find(id);
    if (!found) throw new NotFound('The import');
    return found;
  }
}
