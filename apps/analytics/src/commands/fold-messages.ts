import { Injectable } from '@nestjs/common';
import { Folding } from '../domain/fold.ts';
import type { HeardMessage } from '../domain/heard.ts';
import { Projections, type ProjectionSet } from '../domain/projections.ts';

/** Folds a batch of messages into projections: a few statements, however many messages there are. */
@Injectable()
export class FoldMessages {
  constructor(private readonly projections: Projections) {}

  /** Runs in the open transaction. Messages that were folded before change nothing. */
  async execute(set: ProjectionSet, messages: readonly HeardMessage[]): Promise<void> {
    const folding = new Folding();
    folding.learn(await this.projections.take(set, folding.asks(messages)));
    for (const message of messages) folding.hear(message);
    await this.projections.store(set, folding.changes());
  }
}
