import { text } from '../catalogue/words.ts';
import type { LocalizedText, Locale } from '../demo-product.ts';
import type { Random } from '../random.ts';

export interface PersonName {
  readonly given: LocalizedText;
  readonly family: LocalizedText;
  readonly full: LocalizedText;
  /** The language of the name's origin, and so the likelier one to speak. */
  readonly locale: Locale;
}

/** Names that go together: Russian family names change with the person's gender, most others do not. */
interface NamePool {
  readonly locale: Locale;
  readonly women: readonly LocalizedText[];
  readonly men: readonly LocalizedText[];
  readonly families: readonly { readonly woman: LocalizedText; readonly man: LocalizedText }[];
}

const russian: NamePool = {
  locale: 'ru',
  women: names('Anna Анна, Maria Мария, Olga Ольга, Elena Елена, Daria Дарья, Irina Ирина, Polina Полина, Vera Вера'),
  men: names(
    'Ivan Иван, Pavel Павел, Dmitry Дмитрий, Maxim Максим, Andrei Андрей, Oleg Олег, Sergei Сергей, Kirill Кирилл',
  ),
  families: names(
    'Ivanov Иванов, Petrov Петров, Sokolov Соколов, Morozov Морозов, Volkov Волков, Lebedev Лебедев, Orlov Орлов, ' +
      'Zaitsev Зайцев, Belov Белов, Komarov Комаров, Kiselev Киселёв, Egorov Егоров',
  ).map((man) => ({ man, woman: text(`${man.en}a`, `${man.ru}а`) })),
};

const western: NamePool = {
  locale: 'en',
  women: names('Emma Эмма, Alice Элис, Clara Клара, Laura Лаура, Sofia София, Nora Нора, Julia Джулия, Ingrid Ингрид'),
  men: names('James Джеймс, Oliver Оливер, Lucas Лукас, Henry Генри, Martin Мартин, Leo Лео, Adam Адам, Victor Виктор'),
  families: names(
    'Wilson Уилсон, Parker Паркер, Berg Берг, Fischer Фишер, Moreau Моро, Rossi Росси, Novak Новак, Larsen Ларсен, ' +
      'Bennett Беннетт, Costa Коста, Walker Уокер, Hansen Хансен',
  ).map((name) => ({ man: name, woman: name })),
};

const everyName: readonly PersonName[] = [russian, western].flatMap(({ locale, women, men, families }) =>
  families.flatMap(({ woman, man }) => [
    ...women.map((given) => personOf(given, woman, locale)),
    ...men.map((given) => personOf(given, man, locale)),
  ]),
);

/** How many people can be told apart by name. */
export const distinctNames = everyName.length;

/** The name at that place; places past the last start over. */
export function nameAt(place: number): PersonName {
  const name = everyName[place % everyName.length];
  if (!name) throw new RangeError(`There is no name at place ${place}.`);
  return name;
}

export function personName(random: Random): PersonName {
  return random.pick(everyName);
}

function personOf(given: LocalizedText, family: LocalizedText, locale: Locale): PersonName {
  return { given, family, locale, full: text(`${given.en} ${family.en}`, `${given.ru} ${family.ru}`) };
}

function names(pairs: string): LocalizedText[] {
  return pairs.split(', ').map((pair) => {
    const [en = '', ru = ''] = pair.split(' ');
    return text(en, ru);
  });
}
