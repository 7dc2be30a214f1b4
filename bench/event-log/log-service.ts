import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable, Module } from '@nestjs/common';
import { INVARIANT_VIOLATED, OnMessage, ServiceModule, type StoredEvent, subgraph } from '@tovar/platform';
import { z } from 'zod';

/** Heard by a group that handles events and stores nothing. */
export const TOLD = 'bench.told.v1';
/** Heard by a service's consumer, which marks each event in its inbox. */
export const APPLIED = 'bench.applied.v1';

const numbered = z.object({ number: z.number(), text: z.string() });

/** What the consumer has applied goes to whoever measures. */
@Injectable()
export class Applied {
  onEvent: (event: StoredEvent) => void = () => undefined;
}

@Injectable()
class BenchConsumers {
  constructor(private readonly applied: Applied) {}

  @OnMessage(APPLIED)
  async apply(event: StoredEvent): Promise<void> {
    this.applied.onEvent(event);
  }
}

/** It stores nothing of its own, and a declaration wants a folder. */
const noMigrations = mkdtempSync(join(tmpdir(), 'tovar-bench-'));
process.once('exit', () => rmSync(noMigrations, { recursive: true }));

/** A service that only tells and hears. */
@Module({
  imports: [
    ServiceModule.for({
      name: 'bench',
      messages: { [TOLD]: numbered, [APPLIED]: numbered, [INVARIANT_VIOLATED]: z.looseObject({}) },
      database: { entities: [], migrations: noMigrations },
    }),
    subgraph({ codeFirst: {} }),
  ],
  providers: [Applied, BenchConsumers],
})
export class BenchModule {}
