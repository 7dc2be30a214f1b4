import { printSchema } from 'graphql';
import { shopSubgraphs } from '../../test/federation/shop-graph.ts';
import { composeSupergraph, publicSchemaOf, type Subgraph } from './compose.ts';
import { CompositionFailed } from './composition.errors.ts';

function failureOf(subgraphs: readonly Subgraph[]): CompositionFailed {
  try {
    composeSupergraph(subgraphs);
  } catch (error) {
    if (error instanceof CompositionFailed) return error;
    throw error;
  }
  throw new Error('The subgraphs compose.');
}

describe('composeSupergraph', () => {
  it('keeps who may read a field', () => {
    const supergraph = composeSupergraph(shopSubgraphs);
    expect(supergraph).toMatch(/margin: Int .*@requiresScopes\(scopes: \[\["products:read:any"\]\]\)/);
    expect(supergraph).toMatch(/me: User .*@authenticated/);
  });

  it('names every subgraph that does not parse', () => {
    const failure = failureOf([
      ...shopSubgraphs,
      { name: 'one', sdl: 'type Query {' },
      { name: 'two', sdl: 'typ Query { x: Int }' },
    ]);
    expect(failure.code).toBe('COMPOSITION_FAILED');
    expect(failure.problems).toEqual([
      { subgraph: 'one', code: 'INVALID_GRAPHQL', message: expect.stringContaining('line 1, column 13') },
      { subgraph: 'two', code: 'INVALID_GRAPHQL', message: expect.stringContaining('Unexpected Name "typ"') },
    ]);
  });

  it('lists every problem of subgraphs that do not fit, with the names', () => {
    const failure = failureOf([
      { name: 'one', sdl: 'type Query { a: Nowhere b: Int }' },
      { name: 'two', sdl: 'type Query { c: Nobody }' },
    ]);
    expect(failure.problems.map(({ subgraph }) => subgraph)).toEqual(['one', 'two']);
    expect(failure.message).toMatch(/one: .*Nowhere[^]*two: .*Nobody/);
  });

  it('explains a field that two subgraphs give different types', () => {
    const failure = failureOf([
      { name: 'one', sdl: 'type Query { a: Int }' },
      { name: 'two', sdl: 'type Query { a: String }' },
    ]);
    expect(failure.problems).toEqual([
      { code: 'FIELD_TYPE_MISMATCH', message: expect.stringMatching(/Query\.a.*one.*two|Query\.a.*two.*one/) },
    ]);
  });
});

describe('publicSchemaOf', () => {
  it('leaves out what is internal and inaccessible', () => {
    const sdl = printSchema(publicSchemaOf(composeSupergraph(shopSubgraphs)));
    expect(sdl).toContain('type Product implements Thing');
    expect(sdl).not.toMatch(/join__|link__|directive @|_Any|_entities|purchasePrice|SECRET|internal/);
  });
});
