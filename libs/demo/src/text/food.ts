import { say, sayIf, sayOf, type Slot } from './sentence.ts';

const openings: Slot = [
  say(
    '{brand} buys straight from the growers and packs within a week.',
    'Марка {brand} закупает сырьё прямо у фермеров и фасует его в течение недели.',
  ),
  say(
    'A cup for the hour when nobody asks for anything.',
    '{Noun} {brand} — для того часа, когда никто никуда не торопит.',
  ),
];

const closings: Slot = [
  say('Keep closed, dry and away from light.', 'Хранить в закрытой упаковке, в сухом и тёмном месте.'),
  say('The packing date is printed on the bottom.', 'Дата упаковки указана на дне.'),
];

/** What is said about tea and coffee. */
export const foodSlots: Readonly<Record<string, readonly Slot[]>> = {
  tea: [
    openings,
    [
      sayOf(
        'leaf',
        'black',
        'Full and malty, with a note of dried fruit.',
        'Насыщенный, с солодовыми нотами и оттенком сухофруктов.',
      ),
      sayOf('leaf', 'green', 'Fresh and grassy, without bitterness.', 'Свежий, травянистый, без горечи.'),
      sayOf(
        'leaf',
        'oolong',
        'Creamy, with a flower that stays for a long time.',
        'Сливочный, с долгим цветочным послевкусием.',
      ),
      sayOf(
        'leaf',
        'herbal',
        'Thyme, mint and rose hip from mountain meadows.',
        'Чабрец, мята и шиповник с горных лугов.',
      ),
    ],
    [
      say(
        'Brew with water at {water} °C for {steep:minute|minutes}.',
        'Заваривать водой {water} °C в течение {steep:минуты|минут|минут}.',
      ),
    ],
    [sayIf('organic', 'Grown without pesticides.', 'Выращен без пестицидов.')],
    closings,
  ],
  coffee: [
    openings,
    [
      sayOf(
        'roast',
        'light',
        'The light roast keeps berries and citrus.',
        'Светлая обжарка сохраняет ягодные и цитрусовые ноты.',
      ),
      sayOf(
        'roast',
        'medium',
        'The medium roast brings caramel and nuts.',
        'Средняя обжарка раскрывает карамель и орехи.',
      ),
      sayOf(
        'roast',
        'dark',
        'The dark roast tastes of bitter chocolate.',
        'Тёмная обжарка даёт вкус горького шоколада.',
      ),
    ],
    [
      say(
        'Arabica makes {arabica} % of it, grown at {altitude} metres.',
        'Арабики в составе {arabica} %, её выращивают на высоте {altitude:метр|метра|метров}.',
      ),
    ],
    [
      sayIf('decaf', 'The caffeine is removed with water alone.', 'Кофеин удалён одной только водой.'),
      say(
        'Good for a moka pot, a filter and an espresso machine.',
        'Подходит для гейзерной кофеварки, фильтра и эспрессо-машины.',
      ),
    ],
    closings,
  ],
};
