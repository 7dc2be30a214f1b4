import { Injectable } from '@nestjs/common';
import { failpoint, FileStore, JobQueue } from '@tovar/platform';
import { advance, complete, hasEnded, type Import, rowErrorOf, stop } from '../domain/import/import.ts';
import { ImportFileUnreadable } from '../domain/import/import.errors.ts';
import { ImportRepository } from '../domain/import/import.repository.ts';
import { ImportCatalogue } from '../domain/import/import-catalogue.ts';
import { type OpenFile, productsOfFile } from '../exchange/products-of-file.ts';
import type { WrittenProduct } from '../exchange/written-product.ts';
import { inBatches } from './in-batches.ts';
import { keysOf, mentionedBy, planBatch } from './plan-batch.ts';

const BATCH_PRODUCTS = 200;
/** A job is done again when its process dies, and waited for when it stops: an import is many short ones. */
const SLICE_MS = 3_000;

export const RUN_IMPORT = 'catalog.run-import';

/**
 * Applies a file to the catalogue, batch by batch. Each batch and its place in the file are one transaction, so that an
 * import that was killed goes on where it was and does nothing twice.
 */
@Injectable()
export class RunImport {
  constructor(
    private readonly imports: ImportRepository,
    private readonly catalogue: ImportCatalogue,
    private readonly files: FileStore,
    private readonly jobs: JobQueue,
  ) {}

  async execute({ importId }: { importId: string }): Promise<void> {
    const found = await this.imports.find(importId);
    if (!found || hasEnded(found)) return;
    try {
      const isDone = await this.slice(found, Date.now() + SLICE_MS);
      if (!isDone) await this.jobs.enqueue({ type: RUN_IMPORT, data: { importId } });
    } catch (error) {
      if (!(error instanceof ImportFileUnreadable)) throw error;
      await this.imports.update(importId, async (before) =>
        hasEnded(before) ? { after: before } : { after: stop(before, new Date()), errors: [rowErrorOf(error)] },
      );
    }
  }

  /** Returns whether there is nothing left to do. */
  private async slice({ id, file, format, position }: Import, until: number): Promise<boolean> {
    let begin = position;
    for await (const batch of inBatches(productsOfFile(this.opener(file), format, position), BATCH_PRODUCTS)) {
      const after = await this.apply(id, batch, begin.byte);
      failpoint('catalog.run-import batch committed');
      if (hasEnded(after)) return true;
      begin = batch.at(-1)?.end ?? begin;
      // Another job has gone on from here.
      if (after.position.byte !== begin.byte) return true;
      if (Date.now() > until) return false;
    }
    await this.imports.update(id, async (before) => ({
      after: hasEnded(before) ? before : complete(before, new Date()),
    }));
    return true;
  }

  private opener(file: string): OpenFile {
    return async (fromByte) => {
      const stored = await this.files.read(file, fromByte);
      if (!stored) throw new Error(`The file ${file} is gone.`);
      return stored;
    };
  }

  private apply(id: string, batch: readonly WrittenProduct[], beginByte: number): Promise<Import> {
    return this.imports.update(id, async (before) => {
      if (hasEnded(before) || before.position.byte !== beginByte) return { after: before };
      const known = await this.catalogue.load(mentionedBy(batch));
      const keys = batch.flatMap(({ value }) => keysOf(value));
      const seen = await this.imports.remember(id, [...new Set(keys)]);
      const { planned, errors, outcome } = planBatch(batch, { running: before, known, seen, now: new Date() });
      const by = { importId: id, managerId: before.managerId };
      if (!before.isDryRun && planned.length > 0) await this.catalogue.save(planned, by);
      failpoint('catalog.run-import batch written');
      return { after: advance(before, outcome, new Date()), errors };
    });
  }
}
