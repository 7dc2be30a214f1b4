import { Injectable } from '@nestjs/common';
import { cancel, type Import } from '../domain/import/import.ts';
import { ImportRepository } from '../domain/import/import.repository.ts';

/** Goes no further in the file; what is applied stays applied. */
@Injectable()
export class CancelImport {
  constructor(private readonly imports: ImportRepository) {}

  /** Throws `NotFound` and `ImportEnded`. */
  execute({ importId }: { importId: string }): Promise<Import> {
    return this.imports.update(importId, async (before) => ({ after: cancel(before, new Date()) }));
  }
}
