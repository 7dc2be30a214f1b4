import type { PipeTransform } from '@nestjs/common';
import { InvalidInput } from '@tovar/platform';
import type { z } from 'zod';

/** Checks a GraphQL argument by the schema that REST checks its bodies by. Throws `InvalidInput`. */
export class Parsed<Output> implements PipeTransform<unknown, Output> {
  constructor(private readonly schema: z.ZodType<Output>) {}

  transform(value: unknown): Output {
    const { success, data, error } = this.schema.safeParse(value);
    if (success) return data;
    throw new InvalidInput(error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
  }
}
