import { getIntrospectionQuery, parse } from 'graphql';
import { OperationTooLarge } from './operation.errors.ts';
import { checkLimits } from './operation-limits.ts';

const LIMITS = {
  GATEWAY_MAX_DEPTH: 4,
  GATEWAY_MAX_SELECTIONS: 20,
  GATEWAY_MAX_ROOT_FIELDS: 3,
  GATEWAY_MAX_MUTATIONS: 2,
  GATEWAY_MAX_ALIASES: 2,
  GATEWAY_MAX_DIRECTIVES: 2,
};

/** In which respect the document is too large; undefined when it is not. */
function excessOf(text: string, limits = LIMITS): unknown {
  try {
    checkLimits(parse(text), limits);
    return undefined;
  } catch (error) {
    if (error instanceof OperationTooLarge) return error.details.what;
    throw error;
  }
}

describe('the limits of an operation', () => {
  it.each([
    ['{ a { b { c { d } } } }', undefined],
    ['{ a { b { c { d { e } } } } }', 'levels'],
    ['{ a { ... { b { ... { c { d } } } } } }', undefined],
    ['{ a { ...F } } fragment F on T { b { ...G } } fragment G on T { c { d { e } } }', 'levels'],
    ['{ a b c }', undefined],
    ['{ a b c d }', 'root fields'],
    ['{ a ...F ...F } fragment F on Query { b c }', 'root fields'],
    ['mutation { a b c }', 'root fields'],
    ['{ x: a y: a }', undefined],
    ['{ x: a y: a z: a }', 'aliases'],
    ['{ a { ...F ...F ...F } } fragment F on T { x: b }', 'aliases'],
    ['{ a @x @y }', undefined],
    ['{ a @x ... @y { b } ...F @z } fragment F on T { c }', 'directives'],
    ['query ($a: Int @x) @y { a @z }', 'directives'],
    ['{ a { ...F ...F } } fragment F on T { b c d e f g h i j }', 'selections'],
    ['query A { a } query B { a b c d }', 'root fields'],
  ])('%s', (text, excess) => {
    expect(excessOf(text)).toBe(excess);
  });

  it('leave introspection as deep as tools ask it', () => {
    const limits = { ...LIMITS, GATEWAY_MAX_SELECTIONS: 1_000 };
    expect(
      excessOf(getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true }), limits),
    ).toBeUndefined();
  });

  it('[GQL-04] are checked at once for fragments that double each other', () => {
    const fragments = Array.from(
      { length: 100 },
      (_, index) => `fragment F${index} on T { ...F${index + 1} ...F${index + 1} }`,
    );
    const document = `{ a { ...F0 } } ${fragments.join(' ')} fragment F100 on T { b }`;
    const startedAt = performance.now();
    expect(excessOf(document)).toBe('selections');
    // Counting each of them anew would never end.
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('[GQL-04] count a cycle once', () => {
    expect(excessOf('{ a { ...F } } fragment F on T { b { ...G } } fragment G on T { c { ...F } }')).toBeUndefined();
  });
});
