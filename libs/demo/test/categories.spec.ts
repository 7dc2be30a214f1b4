import { departments } from '../src/catalogue/departments.ts';
import { leavesByPopularity } from '../src/catalogue/popularity.ts';
import { demoShop, type DemoSize } from '../src/index.ts';

const shelfSizes = (size: DemoSize): number[] => {
  const counts = new Map<string, number>();
  for (const { categoryId } of demoShop({ seed: 5, size }).products()) {
    counts.set(categoryId, (counts.get(categoryId) ?? 0) + 1);
  }
  return [...counts.values()].toSorted((a, b) => b - a);
};

describe('demo categories', () => {
  const { categories } = demoShop({ seed: 5, size: 'small' });
  const byId = new Map(categories.map((category) => [category.id, category]));
  const isParent = new Set(categories.map(({ parentId }) => parentId));
  const leaves = categories.filter(({ id }) => !isParent.has(id));

  it('form a tree of three levels, parents first', () => {
    for (const leaf of leaves) {
      const group = byId.get(leaf.parentId ?? '');
      const department = byId.get(group?.parentId ?? '');
      expect(department?.parentId).toBeNull();
      expect(categories.indexOf(leaf)).toBeGreaterThan(categories.findIndex(({ id }) => id === group?.id));
    }
    expect(new Set(categories.map(({ slug }) => slug)).size).toBe(categories.length);
    expect(byId.size).toBe(categories.length);
  });

  it('offer at least 8 departments, 30 leaves and 25 product types', () => {
    const types = new Set(leavesByPopularity.map(({ type }) => type.code));
    expect(departments.length).toBeGreaterThanOrEqual(8);
    expect(leaves.length).toBeGreaterThanOrEqual(30);
    expect(types.size).toBeGreaterThanOrEqual(25);
  });

  it('are all ranked by popularity, with an article code of their own', () => {
    expect(leavesByPopularity.map(({ slug }) => slug).toSorted()).toEqual(leaves.map(({ slug }) => slug).toSorted());
    expect(new Set(leavesByPopularity.map(({ code }) => code)).size).toBe(leaves.length);
  });

  it('put products into leaves only', () => {
    const leafIds = new Set(leaves.map(({ id }) => id));
    const homes = [...demoShop({ seed: 5, size: 'small' }).products()].map(({ categoryId }) => categoryId);
    expect(homes.filter((id) => !leafIds.has(id))).toEqual([]);
  });

  it('fill up by Zipf’s law: none is empty, and one is well filled in every size', () => {
    const small = shelfSizes('small');
    const medium = shelfSizes('medium');
    expect(small).toHaveLength(leaves.length);
    expect(small[0]).toBeGreaterThanOrEqual(10);
    expect(medium[0]).toBeGreaterThanOrEqual(150);
    // The second shelf holds half of the first, the tenth about a tenth.
    expect((medium[0] ?? 0) / (medium[1] ?? 1)).toBeCloseTo(2, 0);
    expect((medium[0] ?? 0) / (medium[9] ?? 1)).toBeGreaterThan(8);
  });
});
