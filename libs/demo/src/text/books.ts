import { say, sayIf, sayOf, type Slot } from './sentence.ts';

/** What is said about books. */
export const bookSlots: Readonly<Record<string, readonly Slot[]>> = {
  book: [
    [
      sayOf(
        'genre',
        'novel',
        'Two families, one town and a letter that came thirty years late: {author} tells of what people keep from those they love.',
        'Две семьи, один город и письмо, опоздавшее на тридцать лет: история о том, что скрывают от самых близких.',
      ),
      sayOf(
        'genre',
        'novel',
        'A slow, warm novel about leaving, returning and the people who stay.',
        'Неторопливый и тёплый роман о тех, кто уезжает, возвращается и остаётся.',
      ),
      sayOf(
        'genre',
        'detective',
        'An island, a storm and eleven guests, one of whom does not come down to breakfast.',
        'Остров, шторм и одиннадцать гостей, один из которых не вышел к завтраку.',
      ),
      sayOf(
        'genre',
        'detective',
        'An archivist finds her own name in a case that was closed before she was born.',
        'Сотрудница архива находит собственное имя в деле, закрытом ещё до её рождения.',
      ),
      sayOf(
        'genre',
        'cookbook',
        'Eighty recipes from ordinary groceries, each tested in an ordinary kitchen.',
        'Восемьдесят рецептов из обычных продуктов, и каждый проверен на обычной кухне.',
      ),
      sayOf(
        'genre',
        'science',
        'Difficult things in plain words: the author starts with a question a child would ask and never talks down to the reader.',
        'О сложном простыми словами: всё начинается с детского вопроса, а дальше автор говорит с читателем на равных.',
      ),
    ],
    [say('The edition by {brand} has {pages:page|pages}.', 'В издании {brand} {pages:страница|страницы|страниц}.')],
    [
      sayIf(
        'illustrated',
        'Colour illustrations run through the whole book.',
        'Цветные иллюстрации сопровождают всю книгу.',
      ),
      say(
        'The type is large, the paper is cream and does not tire the eyes.',
        'Крупный шрифт и кремовая бумага не утомляют глаза.',
      ),
    ],
    [
      say('A good companion for a long journey.', 'Хорошая спутница для долгой дороги.'),
      say('A present that does not need guessing the size.', 'Подарок, для которого не нужно угадывать размер.'),
      say('A reading sample is on the publisher’s page.', 'Ознакомительный отрывок есть на странице издательства.'),
    ],
  ],
};
