import { messages } from '@tovar/contracts';
import { tell } from '../fill.ts';
import { noticeMail } from '../mail-templates.ts';
import { LOCALES, particulars } from '../particulars.ts';
import { KINDS, kindNamed } from './index.ts';
import { orderPaid } from './order-paid.ts';

const SENTENCES = KINDS.flatMap((kind) => LOCALES.map((locale) => ({ name: kind.name, locale, kind })));

describe('a kind of notification', () => {
  it('has a name of its own, and hears a message that there is', () => {
    expect(new Set(KINDS.map(({ name }) => name)).size).toBe(KINDS.length);
    expect(KINDS.filter(({ hears }) => !(hears in messages))).toEqual([]);
    expect(KINDS.map(({ name }) => kindNamed(name))).toEqual(KINDS);
  });

  it.each(KINDS)('$name has a sample that can be stored', ({ sample }) => {
    expect(particulars.parse(JSON.parse(JSON.stringify(sample)))).toEqual(sample);
  });

  it.each(SENTENCES)('$name says in $locale what it is about, and leaves no place empty', ({ kind, locale }) => {
    const places = [...JSON.stringify([kind.wording[locale], kind.path]).matchAll(/\{\{(\w+)\}\}/g)].map(
      ([, name]) => name,
    );
    expect(places.filter((name = '') => !Object.hasOwn(kind.sample, name))).toEqual([]);
    const { title, text, path } = tell(kind, kind.sample, locale);
    expect([title, text, path].filter((words) => words === '' || words.includes('{{'))).toEqual([]);
    expect(/[а-яё]/i.test(title + text)).toBe(locale === 'RU');
    expect(title.length).toBeLessThanOrEqual(90);
  });
});

describe('a mail about a notification', () => {
  const kind = orderPaid;
  const reader = { locale: 'EN', shopUrl: 'https://shop.example', hasAccount: true } as const;

  it('leads to what it is about, and to where its reader chooses', () => {
    const { values } = noticeMail(kind, kind.sample, reader);
    expect(values).toMatchObject({
      title: 'Your order 100001 is paid',
      text: 'We have received €129.90 and are getting your order 100001 ready.',
      link: `https://shop.example/orders/0190a5d8-0000-7000-8000-000000000001`,
      settings: 'https://shop.example/account/notifications',
    });
  });

  it('leads a guest nowhere', () => {
    const { template } = noticeMail(kind, kind.sample, { ...reader, hasAccount: false });
    expect(JSON.stringify(template)).not.toMatch(/\{\{(link|settings)\}\}/);
  });

  it('says money exactly, as its language writes it', () => {
    const total = { amount: '100000000000001', currency: 'USD' } as const;
    const written = (['EN', 'RU'] as const).map((locale) => tell(kind, { ...kind.sample, total }, locale).text);
    expect(written[0]).toContain('$1,000,000,000,000.01');
    expect(written[1]).toContain('1\u00a0000\u00a0000\u00a0000\u00a0000,01\u00a0$');
  });

  it('[INJ-04] takes what a value says for text, also where it looks like a place or a part of an address', () => {
    const { title, path } = tell(kind, { ...kind.sample, orderNumber: '{{total}}', orderId: '../../x?y' }, 'EN');
    expect(title).toBe('Your order {{total}} is paid');
    expect(path).toBe('/orders/..%2F..%2Fx%3Fy');
  });
});
