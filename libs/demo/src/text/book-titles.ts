import { text, type RussianForm } from '../catalogue/words.ts';
import type { LocalizedText } from '../demo-product.ts';
import type { Random } from '../random.ts';

interface TitleNoun {
  readonly en: string;
  readonly ru: string;
  readonly form: RussianForm;
}

/** An adjective with its Russian forms: masculine, feminine, neuter, plural. */
interface TitleAdjective {
  readonly en: string;
  readonly ru: Readonly<Record<RussianForm, string>>;
}

function thing(en: string, ru: string, form: RussianForm): TitleNoun {
  return { en, ru, form };
}

function quality(en: string, m: string, f: string, n: string, pl: string): TitleAdjective {
  return { en, ru: { m, f, n, pl } };
}

const STORY_NOUNS = [
  thing('Harbour', 'гавань', 'f'),
  thing('Lighthouse', 'маяк', 'm'),
  thing('Winter', 'зима', 'f'),
  thing('Lake', 'озеро', 'n'),
  thing('Letters', 'письма', 'pl'),
  thing('Garden', 'сад', 'm'),
  thing('Road', 'дорога', 'f'),
  thing('Summer', 'лето', 'n'),
  thing('Mirrors', 'зеркала', 'pl'),
  thing('House', 'дом', 'm'),
];

const STORY_QUALITIES = [
  quality('Silent', 'Тихий', 'Тихая', 'Тихое', 'Тихие'),
  quality('Last', 'Последний', 'Последняя', 'Последнее', 'Последние'),
  quality('Distant', 'Далёкий', 'Далёкая', 'Далёкое', 'Далёкие'),
  quality('Amber', 'Янтарный', 'Янтарная', 'Янтарное', 'Янтарные'),
  quality('Forgotten', 'Забытый', 'Забытая', 'Забытое', 'Забытые'),
  quality('Northern', 'Северный', 'Северная', 'Северное', 'Северные'),
  quality('Second', 'Второй', 'Вторая', 'Второе', 'Вторые'),
  quality('Borrowed', 'Чужой', 'Чужая', 'Чужое', 'Чужие'),
];

const CASES = [
  thing('Alibi', 'алиби', 'n'),
  thing('Witness', 'свидетель', 'm'),
  thing('Clue', 'улика', 'f'),
  thing('Inheritance', 'наследство', 'n'),
  thing('Guests', 'гости', 'pl'),
  thing('Key', 'ключ', 'm'),
];

const COOKBOOKS = [
  text('Soups for Every Season', 'Супы на каждый сезон'),
  text('Bread at Home', 'Домашний хлеб'),
  text('The Vegetable Kitchen', 'Овощная кухня'),
  text('Pies of the North', 'Пироги Севера'),
  text('Dinner in Half an Hour', 'Ужин за полчаса'),
  text('A Year of Breakfasts', 'Год завтраков'),
  text('One Pot, One Evening', 'Одна кастрюля, один вечер'),
];

const SCIENCE = [
  text('How Rivers Think', 'Как думают реки'),
  text('A Short Walk to the Stars', 'Короткая прогулка к звёздам'),
  text('The Mathematics of Snow', 'Математика снега'),
  text('What Birds Remember', 'Что помнят птицы'),
  text('Inside the Atom', 'Внутри атома'),
  text('Why Bridges Stand', 'Почему стоят мосты'),
  text('The Age of Ice', 'Век льда'),
];

/** Makes up a title for a book of that genre; Russian adjectives agree with their nouns. */
export function bookTitle(genre: string, random: Random): LocalizedText {
  if (genre === 'cookbook') return random.pick(COOKBOOKS);
  if (genre === 'science') return random.pick(SCIENCE);
  const named = random.pick(genre === 'detective' ? CASES : STORY_NOUNS);
  const how = random.pick(STORY_QUALITIES);
  return text(`The ${how.en} ${named.en}`, `${how.ru[named.form]} ${named.ru}`);
}
