import fc from 'fast-check';
import { ImportEnded } from './import.errors.ts';
import { advance, cancel, complete, hasEnded, type Import, NO_COUNTS, stop } from './import.ts';

const NOW = new Date('2026-05-01T00:00:00Z');

describe('an import', () => {
  it('moves on in the file and adds up what it has done', () => {
    const first = advance(
      anImport(),
      { counts: { ...NO_COUNTS, rows: 3, created: 2 }, position: { byte: 100, line: 4 } },
      NOW,
    );
    const second = advance(
      first,
      { counts: { ...NO_COUNTS, rows: 2, updated: 1 }, position: { byte: 150, line: 6 } },
      NOW,
    );
    expect(second).toMatchObject({
      status: 'RUNNING',
      position: { byte: 150, line: 6 },
      counts: { rows: 5, created: 2, updated: 1 },
      endedAt: null,
    });
  });

  it('ends at a refused product if it is to stop, and goes on if it is to skip', () => {
    const outcome = { counts: { ...NO_COUNTS, refused: 1 }, position: { byte: 100, line: 4 } };
    expect(advance(anImport({ onError: 'STOP' }), outcome, NOW)).toMatchObject({ status: 'STOPPED', endedAt: NOW });
    expect(advance(anImport({ onError: 'SKIP' }), outcome, NOW)).toMatchObject({ status: 'RUNNING', endedAt: null });
  });

  it('is cancelled once, and not when it has ended by itself', () => {
    const cancelled = cancel(anImport(), NOW);
    expect(cancelled).toMatchObject({ status: 'CANCELLED', endedAt: NOW });
    expect(cancel(cancelled, new Date())).toBe(cancelled);
    for (const ended of [complete(anImport(), NOW), stop(anImport(), NOW)])
      expect(() => cancel(ended, NOW)).toThrow(ImportEnded);
  });

  it('has a time of its end if and only if it has ended', () => {
    const steps = fc.constantFrom<(before: Import) => Import>(
      (before) => advance(before, { counts: NO_COUNTS, position: before.position }, NOW),
      (before) => complete(before, NOW),
      (before) => stop(before, NOW),
      (before) => cancel(before, NOW),
    );
    fc.assert(
      fc.property(fc.array(steps), (all) => {
        const end = all.reduce((before, step) => (hasEnded(before) ? before : step(before)), anImport());
        return hasEnded(end) === (end.endedAt !== null);
      }),
    );
  });
});

function anImport(given: Partial<Import> = {}): Import {
  return {
    id: 'import',
    managerId: 'manager',
    status: 'WAITING',
    file: 'imports/import',
    format: 'CSV',
    sizeBytes: 1_000,
    isDryRun: false,
    onError: 'STOP',
    mayPublish: false,
    mayCount: false,
    position: { byte: 10, line: 2 },
    counts: NO_COUNTS,
    createdAt: NOW,
    endedAt: null,
    ...given,
  };
}
