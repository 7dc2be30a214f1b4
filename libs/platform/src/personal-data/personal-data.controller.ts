import { Readable } from 'node:stream';
import { Body, Controller, HttpCode, Post, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { SqlDatabase } from '../database/sql-database.ts';
import { OnlyServices } from '../identity/access.ts';
import { type Erasure, type Person, PersonalData, type PersonalSection } from './personal-data.ts';

const person = z.strictObject({ userId: z.uuid(), email: z.string() });
type PersonBody = z.output<typeof person>;

/** One service's part of what a person may ask the shop for: all that is kept of them, and to be forgotten. */
@ApiExcludeController()
@Controller('internal/personal-data')
export class PersonalDataController {
  constructor(
    private readonly data: PersonalData,
    private readonly database: SqlDatabase,
  ) {}

  /** An object with a list for each section, written while it is read. */
  @OnlyServices('accounts')
  @Post('exports')
  @HttpCode(200)
  export(@Body({ schema: person }) whom: PersonBody): StreamableFile {
    return new StreamableFile(Readable.from(jsonOf(this.data.sections(whom))), { type: 'application/json' });
  }

  @OnlyServices('accounts')
  @Post('erasures')
  @HttpCode(200)
  async erase(@Body({ schema: person }) whom: PersonBody): Promise<Erasure> {
    await this.forgetAnswers(whom);
    return this.data.erase(whom);
  }

  /** What repeated calls would be answered again. */
  private async forgetAnswers({ userId }: Person): Promise<void> {
    await this.database.query('DELETE FROM idempotency WHERE principal IN ($1, $2)', [userId, `customer:${userId}`]);
  }
}

/** The sections as one JSON object, a list each. */
export async function* jsonOf(sections: readonly PersonalSection[]): AsyncGenerator<string> {
  let before = '{';
  for (const { name, items } of sections) {
    yield `${before}${JSON.stringify(name)}:[`;
    before = '';
    for await (const item of items) {
      yield `${before}${JSON.stringify(item)}`;
      before = ',\n';
    }
    yield ']';
    before = ',\n';
  }
  yield before === '{' ? '{}' : '}';
}
