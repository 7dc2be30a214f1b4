import { messages, MOST_SHOWN } from '@tovar/contracts';
import { toShownEvents } from './shown-events.ts';

const NOW = new Date('2126-05-01T10:00:00.000Z');
const PRODUCT = '0190a5d8-0000-7000-8000-000000000001';

describe('what the shop has shown', () => {
  it('is told as pages of products and as searches', () => {
    const counts = new Map([
      [`product:${PRODUCT}`, 3],
      [`search:found:${encodeURIComponent('чайник, 2 л')}`, 2],
      ['search:in-vain:xyz', 1],
      ['something:else', 9],
    ]);
    const [event] = toShownEvents(counts, PRODUCT, NOW);
    expect(messages['activity.shown.v1'].parse(event?.data)).toEqual({
      at: NOW.toISOString(),
      products: [{ productId: PRODUCT, count: 3 }],
      searches: [
        { words: 'чайник, 2 л', count: 2, isInVain: false },
        { words: 'xyz', count: 1, isInVain: true },
      ],
    });
  });

  it('holds no half of a character where a long search is cut', () => {
    const counts = new Map([[`search:found:${encodeURIComponent(`a${'😀'.repeat(100)}`)}`, 1]]);
    const [event] = toShownEvents(counts, PRODUCT, NOW);
    expect(event?.data.searches[0]?.words.isWellFormed()).toBe(true);
    expect(messages['activity.shown.v1'].safeParse(event?.data).success).toBe(true);
  });

  it('is told in parts when it is more than one event holds', () => {
    const counts = new Map(
      Array.from({ length: MOST_SHOWN + 1 }, (_, index) => [`search:found:w${index}`, 1] as const),
    );
    const events = toShownEvents(counts, PRODUCT, NOW);
    expect(events.map(({ data }) => data.searches.length)).toEqual([MOST_SHOWN, 1]);
  });

  it('is nothing when nobody has looked', () => {
    expect(toShownEvents(new Map(), PRODUCT, NOW)).toEqual([]);
  });
});
