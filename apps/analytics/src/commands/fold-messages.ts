import { Injectable } from '@nestjs/common';
import { fold, askedBy } from '../domain/fold.ts';
import type { HeardMessage } from '../domain/heard.ts';
import { Projections, type ProjectionSet } from '../domain/projections.ts';

/** Folds a batch of messages into projections: a few statements, however many messages there are. */
@Injectable()
export class FoldMessages {
  constructor(private readonly projections: Projections) {}

  /** Runs in the open transaction. Messages that were folded before change nothing. */
  async execute(set: ProjectionSet, messages: readonly HeardMessage[]): Promise<void> {
    const known = await this.projections.take(set, askedBy(messages));
    await this.projections.store(set, fold(messages, known));
  }
}
