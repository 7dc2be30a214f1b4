import { Injectable } from '@nestjs/common';
import { type Job, OnJob } from '@tovar/platform';
import { REBUILD, rebuildJob } from '../commands/request-rebuild.ts';
import { RunRebuild } from '../commands/run-rebuild.ts';

/** What takes as long as the log is. */
@Injectable()
export class AnalyticsJobs {
  constructor(private readonly rebuild: RunRebuild) {}

  @OnJob(REBUILD)
  countAnew({ data }: Job): Promise<void> {
    return this.rebuild.execute(rebuildJob.parse(data));
  }
}
