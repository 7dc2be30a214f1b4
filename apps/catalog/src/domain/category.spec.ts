import { CategoryCycle, CategoryOrderDiffers } from './catalog.errors.ts';
import { type Category, moveBelow, requireOrderOf } from './category.ts';

const aCategory = (path: readonly string[]): Category => ({
  id: path.at(-1) ?? '',
  parentId: path.at(-2) ?? null,
  slug: 'lamps',
  name: { en: 'Lamps', ru: 'Лампы' },
  position: 0,
  path,
  version: 2,
});

describe('a category', () => {
  it('moves below another one, or to the top', () => {
    const lamps = aCategory(['home', 'lamps']);
    const moved = moveBelow(lamps, aCategory(['garden', 'light']), 3);
    expect(moved).toEqual({
      ...lamps,
      parentId: 'light',
      position: 3,
      path: ['garden', 'light', 'lamps'],
      version: 3,
    });
    expect(moveBelow(lamps, undefined, 0)).toMatchObject({ parentId: null, path: ['lamps'] });
  });

  it.each([[['home', 'lamps']], [['home', 'lamps', 'desk']]])('never moves below itself: %s', (path) => {
    expect(() => moveBelow(aCategory(['home', 'lamps']), aCategory(path), 0)).toThrow(CategoryCycle);
  });

  it('is put in order together with all its siblings', () => {
    expect(() => requireOrderOf(['a', 'b'], ['b', 'a'])).not.toThrow();
    for (const order of [['a'], ['a', 'a'], ['a', 'c'], ['a', 'b', 'c']])
      expect(() => requireOrderOf(['a', 'b'], order)).toThrow(CategoryOrderDiffers);
  });
});
