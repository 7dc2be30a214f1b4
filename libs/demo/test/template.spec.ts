import { massNoun, noun, pluralNoun, text } from '../src/catalogue/words.ts';
import { render, type TemplateValue } from '../src/text/template.ts';

const laptop = noun('laptop', 'ноутбук', 'm');
const counted = (count: number): Map<string, TemplateValue> =>
  new Map([['hours', { shown: text(String(count), String(count).replace('.', ',')), count }]]);

describe('text templates', () => {
  it('insert values, and genitives where they are asked for', () => {
    const values = new Map([['material', { shown: text('linen', 'лён'), genitive: text('linen', 'льна') }]]);
    expect(render('{material}: из {material.of}', values, laptop, 'ru')).toBe('лён: из льна');
    expect(render('made of {material.of}', values, laptop, 'en')).toBe('made of linen');
  });

  it.each([
    [noun('laptop', 'ноутбук', 'm'), 'готов', 'is'],
    [noun('dress', 'платье', 'n'), 'готово', 'is'],
    [massNoun('soap', 'мыло', 'n'), 'готово', 'is'],
    [noun('jacket', 'куртка', 'f'), 'готова', 'is'],
    [pluralNoun('boots', 'ботинки', 'pl'), 'готовы', 'are'],
  ])('agree with the gender and number of the noun', (thing, russian, english) => {
    expect(render('[готов|готова|готово|готовы]', new Map(), thing, 'ru')).toBe(russian);
    expect(render('[is|are]', new Map(), thing, 'en')).toBe(english);
  });

  it.each([
    [1, '1 час', '1 hour'],
    [3, '3 часа', '3 hours'],
    [11, '11 часов', '11 hours'],
    [21, '21 час', '21 hours'],
    [1.5, '1,5 часа', '1.5 hours'],
  ])('count %d correctly', (count, russian, english) => {
    expect(render('{hours:час|часа|часов}', counted(count), laptop, 'ru')).toBe(russian);
    expect(render('{hours:hour|hours}', counted(count), laptop, 'en')).toBe(english);
  });

  it('close the gap of an empty value', () => {
    const values = new Map([['trim', { shown: text('', '') }]]);
    expect(render('Aero {trim} (2026)', values, laptop, 'en')).toBe('Aero (2026)');
    expect(render('Aero {trim}', values, laptop, 'en')).toBe('Aero');
  });

  it('refuse a placeholder that stands for nothing', () => {
    expect(() => render('{memry}', new Map(), laptop, 'en')).toThrow('memry');
  });
});
