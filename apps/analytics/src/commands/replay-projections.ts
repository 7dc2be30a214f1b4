import { Injectable } from '@nestjs/common';
import { ReadModel } from '@tovar/platform';
import { RebuildFailed } from '../domain/analytics.errors.ts';
import { Rebuilds } from '../queries/rebuilds.ts';
import { RequestRebuild } from './request-rebuild.ts';
import { RunRebuild } from './run-rebuild.ts';

/** The rebuild that staff asks for, as an operator's command does it: in its own process, because the shop may be down. */
@Injectable()
export class ReplayProjections extends ReadModel {
  readonly name = 'reports';

  constructor(
    private readonly request: RequestRebuild,
    private readonly run: RunRebuild,
    private readonly rebuilds: Rebuilds,
  ) {
    super();
  }

  /** Takes up what an earlier command has broken off. Throws `RebuildUnderWay` while one is that staff has asked for. */
  async rebuild(): Promise<string> {
    const rebuildId = await this.request.takeUp('npm run replay');
    await this.run.execute({ rebuildId });
    const { state, folded, differences } = await this.rebuilds.get(rebuildId);
    if (state !== 'DONE') throw new RebuildFailed();
    return `${folded} messages folded, ${differences} rows mended`;
  }
}
