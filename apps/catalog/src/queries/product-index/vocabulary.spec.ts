import fc from 'fast-check';
import { editDistance } from './edit-distance.ts';
import { fold, wordsOf } from './folded-words.ts';
import { onOtherLayout } from './keyboard-layout.ts';
import { Vocabulary } from './vocabulary.ts';

function aVocabulary(...names: readonly string[]): Vocabulary {
  const vocabulary = new Vocabulary();
  for (const name of names) vocabulary.add(wordsOf(name));
  return vocabulary;
}

describe('the vocabulary', () => {
  it('prefers the word of the most products among those that are equally near', () => {
    expect(aVocabulary('table', 'cable', 'cable').corrected('fable', false)).toBe('cable');
  });

  it('prefers a whole word to the beginning of one', () => {
    expect(aVocabulary('kettle', 'kettledrum').corrected('kettlo', true)).toBe('kettle');
  });

  it('goes on with the words of the most products first', () => {
    expect(aVocabulary('lamp', 'lantern', 'lantern').completions('la', 5)).toEqual(['lantern', 'lamp']);
    expect(aVocabulary('lamp').completions('lo', 5)).toEqual([]);
  });

  it('forgets a word with the last product that has it', () => {
    const vocabulary = aVocabulary('lamp', 'lamp');
    vocabulary.remove(['lamp']);
    expect(vocabulary.knows('lamp', false)).toBe(true);
    vocabulary.remove(['lamp']);
    expect([vocabulary.knows('lamp', false), vocabulary.corrected('lamb', false)]).toEqual([false, undefined]);
  });

  it('mends any one mistake in a longer word', () => {
    const vocabulary = aVocabulary('waterproof', 'кроссовки', 'refrigerator');
    fc.assert(
      fc.property(
        fc.constantFrom('waterproof', 'кроссовки', 'refrigerator'),
        fc.nat(8),
        fc.constantFrom('drop', 'double', 'swap'),
        (word, at, mistake) => {
          const mistyped = MISTAKES[mistake](word, at);
          fc.pre(mistyped !== word);
          expect(vocabulary.corrected(mistyped, false)).toBe(word);
        },
      ),
    );
  });
});

const MISTAKES = {
  drop: (word: string, at: number) => word.slice(0, at) + word.slice(at + 1),
  double: (word: string, at: number) => word.slice(0, at) + word.slice(at, at + 1) + word.slice(at),
  swap: (word: string, at: number) => `${word.slice(0, at)}${word[at + 1] ?? ''}${word[at] ?? ''}${word.slice(at + 2)}`,
};

describe('the distance of two words', () => {
  it.each([
    ['lamp', 'lamp', 0],
    ['lamp', 'lamb', 1],
    ['lamp', 'lmap', 1],
    ['lamp', 'lam', 1],
    ['lamp', 'clamp', 1],
    ['lamp', 'map', 2],
    ['lamp', 'elephant', 4],
  ])('from %s to %s is %i, the limit and one at most', (from, to, distance) => {
    expect(editDistance(from, to, 3)).toBe(distance);
  });

  it('is the same both ways', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(fc.property(word, word, (a, b) => editDistance(a, b, 4) === editDistance(b, a, 4)));
  });
});

describe('words', () => {
  it.each([
    ['Café Ёлка', 'cafe елка'],
    ['Чайник Й', 'чайник й'],
  ])('of %j are compared as %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('are typed alike on both keyboard layouts', () => {
    expect([onOtherLayout('rhjccjdrb'), onOtherLayout('кроссовки'), onOtherLayout('15')]).toEqual([
      'кроссовки',
      'rhjccjdrb',
      '15',
    ]);
  });
});
