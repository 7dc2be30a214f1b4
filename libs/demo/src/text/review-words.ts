import type { LocalizedText } from '../demo-product.ts';

const say = (en: string, ru: string): LocalizedText => ({ en, ru });

/** What somebody writes who gives so many stars. */
export interface ReviewWords {
  readonly titles: readonly LocalizedText[];
  /** How a text begins, and how it may go on. */
  readonly openings: readonly LocalizedText[];
  readonly endings: readonly LocalizedText[];
}

const pleased: ReviewWords = {
  titles: [
    say('Exactly what I wanted', 'Именно то, что нужно'),
    say('Would buy it again', 'Купил бы ещё раз'),
    say('Better than expected', 'Лучше, чем ожидал'),
    say('A pleasure', 'Одно удовольствие'),
    say('Worth every cent', 'Стоит своих денег'),
  ],
  openings: [
    say(
      'It arrived in two days and has been in use ever since.',
      'Привезли за два дня, с тех пор пользуюсь постоянно.',
    ),
    say('I compared a few and chose this one.', 'Сравнивал несколько и выбрал этот вариант.'),
    say('A present for my sister, and now I want one too.', 'Брали в подарок сестре, теперь хочу себе такой же.'),
    say('Well made, down to the details.', 'Сделано на совесть, до мелочей.'),
  ],
  endings: [
    say('Nothing to complain about.', 'Придраться не к чему.'),
    say('It looks just like in the pictures.', 'Выглядит так же, как на фотографиях.'),
    say('I recommend it to everybody.', 'Всем советую.'),
    say('Good value.', 'Соотношение цены и качества отличное.'),
  ],
};

const content: ReviewWords = {
  titles: [
    say('Good, with small flaws', 'Хорошо, но есть мелочи'),
    say('Does what it should', 'Свою задачу выполняет'),
    say('Solid', 'Добротная вещь'),
  ],
  openings: [
    say('On the whole I am satisfied.', 'В целом доволен.'),
    say('It took a week to get used to it.', 'Привыкал неделю.'),
    say('Good quality for the price.', 'За эти деньги качество хорошее.'),
  ],
  endings: [
    say('The instructions could be better.', 'Инструкция могла бы быть понятнее.'),
    say('The packaging had a dent, the product had none.', 'Коробка была мятая, сам товар целый.'),
    say('One star less because of the colour, which is darker.', 'Минус звезда за цвет: он темнее.'),
  ],
};

const undecided: ReviewWords = {
  titles: [say('So-so', 'Так себе'), say('Mixed feelings', 'Двоякое впечатление'), say('Average', 'Средне')],
  openings: [
    say('Neither good nor bad.', 'Не хорошо и не плохо.'),
    say('I expected a little more.', 'Ожидал немного большего.'),
  ],
  endings: [
    say('For the price it is all right.', 'За свою цену нормально.'),
    say('I keep it, but would not buy it again.', 'Оставлю, но второй раз не куплю.'),
  ],
};

const disappointed: ReviewWords = {
  titles: [
    say('Not what was promised', 'Обещали другое'),
    say('Disappointed', 'Разочарован'),
    say('Broke after a week', 'Сломалось через неделю'),
  ],
  openings: [
    say('It looked used when it arrived.', 'Пришло в таком виде, будто им уже пользовались.'),
    say('After a few days it stopped working as it should.', 'Через несколько дней перестало работать как надо.'),
    say('The description says something else.', 'В описании сказано другое.'),
  ],
  endings: [
    say('I sent it back.', 'Вернул.'),
    say('The money was refunded without trouble, at least.', 'Хорошо хоть, деньги вернули без вопросов.'),
    say('I cannot recommend it.', 'Рекомендовать не могу.'),
  ],
};

/** By the number of stars. */
export const reviewWords: Readonly<Record<1 | 2 | 3 | 4 | 5, ReviewWords>> = {
  1: disappointed,
  2: disappointed,
  3: undecided,
  4: content,
  5: pleased,
};

export const commentWords: readonly LocalizedText[] = [
  say('Thank you, that helped me to decide.', 'Спасибо, помогли определиться.'),
  say('Mine is the same.', 'У меня так же.'),
  say('How is it after a month?', 'Как оно спустя месяц?'),
  say('I see it differently.', 'А у меня другое впечатление.'),
];
