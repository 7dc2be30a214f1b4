import { Injectable } from '@nestjs/common';
import { OnMessage } from '@tovar/platform';
import { HearMessages } from '../commands/hear-messages.ts';
import { HEARD, type HeardMessage } from '../domain/heard.ts';

/** What others tell is counted. */
@Injectable()
export class AnalyticsConsumers {
  constructor(private readonly messages: HearMessages) {}

  @OnMessage(...HEARD)
  count(message: HeardMessage): Promise<void> {
    return this.messages.execute(message);
  }
}
