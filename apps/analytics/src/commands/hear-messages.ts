import { Injectable } from '@nestjs/common';
import { TransactionBatch } from '@tovar/platform';
import type { HeardMessage } from '../domain/heard.ts';
import { Projections } from '../domain/projections.ts';
import { FoldMessages } from './fold-messages.ts';

/**
 * Folds what one transaction of the consumer hears into the live projections, as the last thing in it: a hundred messages
 * cost as many statements as one.
 */
@Injectable()
export class HearMessages {
  private readonly batch = new TransactionBatch<HeardMessage>((messages) => this.foldLive(messages));

  constructor(
    private readonly projections: Projections,
    private readonly folding: FoldMessages,
  ) {}

  execute(message: HeardMessage): Promise<void> {
    return this.batch.add(message);
  }

  private async foldLive(messages: readonly HeardMessage[]): Promise<void> {
    await this.projections.keepLive();
    await this.folding.execute('live', messages);
  }
}
