import { registerEnumType } from '@nestjs/graphql';

/** A GraphQL enum whose values are these words themselves, in the schema and in the code. */
export function enumOf<Word extends string>(
  name: string,
  words: readonly Word[],
  description: string,
): Record<Word, Word> {
  const values = Object.fromEntries(words.map((word) => [word, word])) as Record<Word, Word>;
  registerEnumType(values, { name, description });
  return values;
}
