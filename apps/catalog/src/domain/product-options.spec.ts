import { optionsOf } from './product-options.ts';

const both = (text: string) => ({ en: text, ru: text });
const size = (value: string) => ({ code: 'size', label: both('Size'), value, text: both(value) });
const colour = (value: string, hex: string) => ({
  code: 'colour',
  label: both('Colour'),
  value,
  text: both(value),
  hex,
});

describe('the options of a product', () => {
  it('are those of its variants, each value once, in their order', () => {
    const variants = [
      { options: [size('42'), colour('black', '#000000')] },
      { options: [size('41'), colour('black', '#000000')] },
      { options: [size('42'), colour('white', '#ffffff')] },
    ];
    expect(optionsOf(variants)).toEqual([
      {
        code: 'size',
        label: both('Size'),
        values: [
          { value: '42', text: both('42') },
          { value: '41', text: both('41') },
        ],
      },
      {
        code: 'colour',
        label: both('Colour'),
        values: [
          { value: 'black', text: both('black'), hex: '#000000' },
          { value: 'white', text: both('white'), hex: '#ffffff' },
        ],
      },
    ]);
  });

  it('are none when there is nothing to choose', () => {
    expect(optionsOf([{ options: [] }])).toEqual([]);
  });
});
