const ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const RUSSIAN = 'ёйцукенгшщзхъфывапролджэячсмитьбю';

const OTHER_KEY = new Map([...keysOf(ENGLISH, RUSSIAN), ...keysOf(RUSSIAN, ENGLISH)]);

/** What the same keys write when the keyboard is set to the other language: "rhjccjdrb" is "кроссовки". */
export function onOtherLayout(typed: string): string {
  return typed.toLowerCase().replace(/./gu, (letter) => OTHER_KEY.get(letter) ?? letter);
}

function keysOf(from: string, to: string): [string, string][] {
  return Array.from(from, (letter, index) => [letter, to[index] ?? letter]);
}
