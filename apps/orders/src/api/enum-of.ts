import { registerEnumType } from '@nestjs/graphql';

/** A word of the domain as both APIs write it: `out-of-stock` and `OutOfStock` are OUT_OF_STOCK. */
export function apiName(word: string): string {
  return word.replace(/-|(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}

/** A GraphQL enum of a list of words. */
export function enumOf(name: string, words: readonly string[], description: string): Record<string, string> {
  const values = Object.fromEntries(words.map((word) => [apiName(word), apiName(word)]));
  registerEnumType(values, { name, description });
  return values;
}
