import { AnswerSharing } from './answer-sharing.ts';
import { sharingHeaders, sharingOf } from './sharing-headers.ts';

const mark = (...tags: string[]) => ({ tags, maxAgeMs: 30_000 });

describe('AnswerSharing', () => {
  it('lets nobody share an answer of which nothing is known', () => {
    expect(new AnswerSharing().verdict(true)).toBeUndefined();
  });

  it('shares an answer whose parts are all marked, with the tags of all and the shortest age', () => {
    const sharing = new AnswerSharing();
    sharing.expect(2);
    sharing.mark(mark('a', 'b'));
    sharing.mark({ tags: ['b', 'c'], maxAgeMs: 5_000 });
    sharing.tag(['d']);
    expect(sharing.verdict(false)).toEqual({ tags: ['a', 'b', 'c', 'd'], maxAgeMs: 5_000, isForGuests: false });
  });

  it('shares nothing when one part says nothing', () => {
    const sharing = new AnswerSharing();
    sharing.expect(2);
    sharing.mark(mark('a'));
    expect(sharing.verdict(true)).toBeUndefined();
  });

  it('keeps for guests alone what depends on the caller', () => {
    const sharing = new AnswerSharing();
    sharing.expect(1);
    sharing.dependOnCaller();
    sharing.mark(mark('a'));
    expect(sharing.verdict(true)).toMatchObject({ isForGuests: true });
    expect(sharing.verdict(false)).toBeUndefined();
  });
});

describe('what services say to each other of sharing', () => {
  it.each([true, false])('comes out as it went in, for guests: %s', (isForGuests) => {
    const shared = { tags: ['Product:1', 'Products'], maxAgeMs: 30_000, isForGuests };
    expect(sharingOf(sharingHeaders(shared))).toEqual(shared);
  });

  it.each([
    {},
    { 'cache-control': 'public, max-age=30' },
    { 'cache-tags': 'a' },
    { 'cache-control': 'private, max-age=30', 'cache-tags': 'a' },
    { 'cache-control': 'no-store', 'cache-tags': 'a' },
  ])('is nothing unless all of it is there: %j', (headers) => {
    expect(sharingOf(headers)).toBeUndefined();
  });
});
