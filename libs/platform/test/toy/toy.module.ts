import { join } from 'node:path';
import { Body, Controller, Get, Injectable, Module, Param, Post } from '@nestjs/common';
import { Args, Field, ID, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import {
  Database,
  Idempotency,
  INVARIANT_VIOLATED,
  NotFound,
  OnJob,
  OnMessage,
  Outbox,
  Public,
  RequiresScopes,
  ServiceModule,
  type Job,
  type StoredEvent,
  subgraph,
  timeLeftMs,
} from '@tovar/platform';

@ObjectType({ description: 'A greeting.' })
@Entity('greeting')
class Greeting {
  @Field(() => ID)
  @PrimaryColumn('uuid')
  id: string;

  @Field()
  @Column('text')
  text: string;

  @Field()
  @Column('boolean', { default: false })
  heard: boolean;
}

const greetingInput = z.strictObject({ text: z.string().min(1).max(20) });
type GreetingInput = z.output<typeof greetingInput>;

@Injectable()
export class Greet {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly idempotency: Idempotency,
  ) {}

  execute(text: string, key: string): Promise<{ result: { id: string }; isReplay: boolean }> {
    return this.idempotency.once({ principal: 'guest', operation: 'greet', key, payload: { text } }, async () => {
      const id = uuidv7();
      await this.database.repository(Greeting).insert({ id, text });
      await this.outbox.add({ events: [{ type: 'greeting.told.v1', subject: id, data: { id } }] }, this.database);
      return { id };
    });
  }
}

@Controller('api/v1/greetings')
class GreetingController {
  constructor(
    private readonly greet: Greet,
    private readonly database: Database,
  ) {}

  @Public()
  @Post()
  post(@Body({ schema: greetingInput }) input: GreetingInput) {
    return this.greet.execute(input.text, uuidv7());
  }

  @Public()
  @Get('patience')
  patience() {
    return { leftMs: timeLeftMs(0) };
  }

  @Public()
  @Get(':id')
  async get(@Param('id', { schema: z.uuid() }) id: string) {
    const greeting = await this.database.repository(Greeting).findOneBy({ id });
    if (!greeting) throw new NotFound('The greeting');
    return greeting;
  }

  @Get()
  unmarked() {
    return [];
  }
}

@Resolver(() => Greeting)
class GreetingResolver {
  constructor(private readonly database: Database) {}

  @Public()
  @Query(() => Greeting)
  async greeting(@Args('id', { type: () => ID }) id: string) {
    const greeting = await this.database.repository(Greeting).findOneBy({ id });
    if (!greeting) throw new NotFound('The greeting');
    return greeting;
  }

  @RequiresScopes('greetings:read:any')
  @Query(() => [Greeting])
  greetings() {
    return this.database.repository(Greeting).find();
  }
}

@Injectable()
class GreetingConsumers {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  @OnMessage('greeting.told.v1')
  async hear(message: StoredEvent): Promise<void> {
    await this.outbox.add({ jobs: [{ type: 'toy.hear', data: message.data }] }, this.database);
  }

  @OnJob('toy.hear')
  async mark(job: Job): Promise<void> {
    await this.database.query('UPDATE greeting SET heard = true WHERE id = $1', [(job.data as { id: string }).id]);
  }
}

@Module({
  imports: [
    ServiceModule.for({
      name: 'toy',
      messages: { 'greeting.told.v1': z.object({ id: z.uuid() }), [INVARIANT_VIOLATED]: z.looseObject({}) },
      database: { entities: [Greeting], migrations: join(import.meta.dirname, 'migrations') },
      jobs: true,
    }),
    subgraph({ codeFirst: {} }),
  ],
  controllers: [GreetingController],
  providers: [Greet, GreetingResolver, GreetingConsumers],
})
export class ToyModule {}
