import type { GivenAttribute } from './attribute.ts';
import { AttributeInUse, AttributesDoNotFit } from './catalog.errors.ts';
import { type AttributeDefinition, attributesOf, editType, freeAttributes, type ProductType } from './product-type.ts';

const words = (word: string) => ({ en: word, ru: `${word}!` });

function anAttribute(given: Partial<AttributeDefinition> = {}): AttributeDefinition {
  return {
    code: 'screen',
    kind: 'NUMBER',
    label: words('Screen'),
    unit: words('in'),
    isRequired: false,
    isFilterable: true,
    choices: [],
    onlyWith: null,
    ...given,
  };
}

function aType(attributes: readonly AttributeDefinition[] = [anAttribute()]): ProductType {
  return { id: '1', code: 'laptop', name: words('Laptop'), version: 3, attributes };
}

const material = anAttribute({
  code: 'material',
  kind: 'CHOICE',
  unit: null,
  choices: [
    { value: 'steel', text: words('Steel') },
    { value: 'wood', text: words('Wood') },
  ],
});
const grade = anAttribute({
  code: 'grade',
  kind: 'TEXT',
  unit: null,
  isRequired: true,
  onlyWith: { code: 'material', values: ['steel'] },
});

function problemsOf(attributes: readonly AttributeDefinition[], given: readonly GivenAttribute[]): unknown {
  try {
    return attributesOf(aType(attributes), given);
  } catch (error) {
    if (!(error instanceof AttributesDoNotFit)) throw error;
    return (error.details.problems as { code: string; path: string[] }[]).map(({ code, path }) => [code, path.at(-1)]);
  }
}

describe('the attributes of a product with a type', () => {
  it('are completed by the type, in its order', () => {
    const colour = anAttribute({
      code: 'colour',
      kind: 'COLOUR',
      unit: null,
      choices: [{ value: 'red', text: words('Red'), hex: '#ff0000' }],
    });
    const facts = attributesOf(aType([anAttribute(), colour]), [
      { code: 'colour', value: 'red' },
      { code: 'screen', value: '15.6' },
    ]);
    expect(facts).toEqual([
      { code: 'screen', kind: 'NUMBER', label: words('Screen'), value: '15.6', unit: words('in') },
      { code: 'colour', kind: 'COLOUR', label: words('Screen'), value: 'red', text: words('Red'), hex: '#ff0000' },
    ]);
  });

  it('may have words of their own only where they are free text', () => {
    const [note] = attributesOf(aType([{ ...grade, onlyWith: null }]), [
      { code: 'grade', value: 'A', text: words('Best') },
    ]);
    expect(note?.text).toEqual(words('Best'));
    const [steel] = attributesOf(aType([material]), [{ code: 'material', value: 'steel', text: words('Gold') }]);
    expect(steel?.text).toEqual(words('Steel'));
  });

  it.each<[string, AttributeDefinition[], GivenAttribute[], [string, string]]>([
    ['one that the type does not have', [], [{ code: 'taste', value: 'sweet' }], ['ATTRIBUTE_UNKNOWN', 'taste']],
    ['a missing one', [anAttribute({ isRequired: true })], [], ['ATTRIBUTE_MISSING', 'screen']],
    [
      'a number that is none',
      [anAttribute()],
      [{ code: 'screen', value: 'big' }],
      ['ATTRIBUTE_VALUE_INVALID', 'screen'],
    ],
    [
      'a choice that there is not',
      [material],
      [{ code: 'material', value: 'gold' }],
      ['ATTRIBUTE_VALUE_INVALID', 'material'],
    ],
    [
      'a day that no calendar has',
      [anAttribute({ kind: 'DATE', unit: null })],
      [{ code: 'screen', value: '2026-02-30' }],
      ['ATTRIBUTE_VALUE_INVALID', 'screen'],
    ],
    [
      'another kind than that of the type',
      [anAttribute()],
      [{ code: 'screen', value: '15', kind: 'TEXT' }],
      ['ATTRIBUTE_VALUE_INVALID', 'screen'],
    ],
    [
      'one whose condition does not hold',
      [material, grade],
      [
        { code: 'material', value: 'wood' },
        { code: 'grade', value: 'A' },
      ],
      ['ATTRIBUTE_NOT_APPLICABLE', 'grade'],
    ],
    [
      'a missing one whose condition holds',
      [material, grade],
      [{ code: 'material', value: 'steel' }],
      ['ATTRIBUTE_MISSING', 'grade'],
    ],
  ])('are refused with %s', (_, attributes, given, problem) => {
    expect(problemsOf(attributes, given)).toEqual([problem]);
  });

  it('need not have one whose condition does not hold', () => {
    expect(attributesOf(aType([material, grade]), [{ code: 'material', value: 'wood' }])).toHaveLength(1);
  });

  it('are refused with all problems at once', () => {
    const attributes = [anAttribute({ isRequired: true }), material];
    expect(problemsOf(attributes, [{ code: 'material', value: 'gold' }])).toHaveLength(2);
  });
});

describe('the attributes of a product without a type', () => {
  it('say themselves what they are', () => {
    const fact = { code: 'screen', kind: 'NUMBER', label: words('Screen'), value: '15' } as const;
    expect(freeAttributes([fact])).toEqual([fact]);
    expect(() => freeAttributes([{ code: 'screen', value: '15' }])).toThrow(AttributesDoNotFit);
  });
});

describe('an edit of a product type', () => {
  it('makes the next version', () => {
    expect(editType(aType(), { name: words('Notebook') }, [])).toEqual({
      ...aType(),
      name: words('Notebook'),
      version: 4,
    });
  });

  it('may take away what no product has', () => {
    expect(editType(aType([material]), { attributes: [] }, []).attributes).toEqual([]);
    const smaller = { ...material, choices: material.choices.slice(0, 1) };
    const used = [{ code: 'material', values: ['steel'] }];
    expect(editType(aType([material]), { attributes: [smaller] }, used).attributes).toEqual([smaller]);
  });

  it.each([
    ['an attribute', []],
    ['a choice', [{ ...material, choices: material.choices.slice(1) }]],
    ['the kind of an attribute', [{ ...material, kind: 'TEXT' as const, choices: [] }]],
  ])('may not take away %s that products have', (_, attributes) => {
    const used = [{ code: 'material', values: ['steel'] }];
    expect(() => editType(aType([material]), { attributes }, used)).toThrow(AttributeInUse);
  });
});
