import { Injectable } from '@nestjs/common';
import { type Job, OnJob } from '@tovar/platform';
import { RUN_IMPORT, RunImport } from '../commands/run-import.ts';

/** The job that applies a file, a few seconds at a time. */
@Injectable()
export class ImportsConsumers {
  constructor(private readonly imports: RunImport) {}

  @OnJob(RUN_IMPORT)
  run({ data }: Job): Promise<void> {
    return this.imports.execute(data as { importId: string });
  }
}
