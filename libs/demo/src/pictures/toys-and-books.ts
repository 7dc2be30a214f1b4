import { box, disc, mirrored, oval, path, shape, stroke, turned } from './pen.ts';
import type { Draw, Subject } from './subject.ts';

const book: Draw = (subject) => {
  const { dark, deep, body, light, pale } = subject.tones;
  const thickness = 16 + subject.number('pages') * 0.07;
  return {
    shapes:
      shape(path`M160 96l${thickness} ${-thickness * 0.5}h260v380l${-thickness} ${thickness * 0.5}z`, deep) +
      shape(path`M420 96l${thickness} ${-thickness * 0.5}v376l${-thickness} ${thickness * 0.5}z`, '#f6f1e4') +
      box(160, 96, 264, 390, 6, body) +
      box(160, 96, 26, 390, 6, dark) +
      box(214, 140, 176, 84, 4, pale) +
      stroke('M236 168h132M252 196h100', deep, 8) +
      emblem(subject) +
      stroke('M250 448h104', light, 6),
    shadow: { y: 492, width: 330 },
  };
};

function emblem(subject: Subject): string {
  const { light, pale } = subject.tones;
  if (subject.isOf('genre', 'detective'))
    return disc(292, 320, 44, light) + disc(292, 320, 30, pale) + stroke('M324 352l40 42', light, 14);
  if (subject.isOf('genre', 'cookbook'))
    return (
      shape('M238 316h128q0 72-64 72t-64-72z', light) + stroke('M280 296q-12-18 0-34M324 296q-12-18 0-34', pale, 7)
    );
  if (subject.isOf('genre', 'science')) {
    const orbit = oval(302, 330, 66, 24, 'none');
    return `<g stroke="${light}" stroke-opacity="1" stroke-width="6">${orbit}${turned(60, 302, 330, orbit)}${turned(120, 302, 330, orbit)}</g>${disc(302, 330, 12, pale)}`;
  }
  return shape('M238 380q64-130 128 0z', light) + disc(342, 286, 20, pale);
}

const boardGame: Draw = (subject) => {
  const { dark, body, light, pale, deep } = subject.tones;
  const pawn = (x: number, fill: string): string =>
    shape(path`M${x - 22} 500l12-56h20l12 56z`, fill) + disc(x, 432, 19, fill);
  return {
    shapes:
      shape('M120 180l40-40h330v270l-40 40z', dark) +
      box(120, 180, 330, 272, 8, body) +
      disc(285, 292, 74, light) +
      shape('M285 226l18 42 46 4-35 30 11 45-40-24-40 24 11-45-35-30 46-4z', pale) +
      stroke('M176 412h218', pale, 12) +
      turned(
        12,
        470,
        450,
        box(424, 404, 92, 92, 18, '#fbfbf8') +
          disc(448, 428, 8, deep) +
          disc(470, 450, 8, deep) +
          disc(492, 472, 8, deep),
      ) +
      pawn(110, light) +
      (subject.is('cooperative') ? pawn(164, dark) : ''),
    shadow: { y: 498, width: 460 },
  };
};

const puzzle: Draw = (subject) => {
  const { body, light, dark } = subject.tones;
  const piece = 'M0 0h54q-18-44 22-44t22 44h54v54q44-18 44 22t-44 22v54H98q18-44-22-44t-22 44H0V98q44 18 44-22T0 54z';
  const at = (x: number, y: number, angle: number, fill: string): string =>
    `<path transform="translate(${x} ${y}) rotate(${angle} 76 76)" d="${piece}" fill="${fill}"/>`;
  return {
    shapes:
      at(138, 164, 0, body) +
      at(290, 164, 0, light) +
      at(138, 316, 0, dark) +
      at(336, 340, 14, body) +
      (subject.isOf('finish', 'glossy') ? stroke('M160 190l70-16M312 190l60-14', '#ffffff', 9) : ''),
    shadow: { y: 494, width: 400 },
  };
};

const plush: Draw = (subject) => {
  const { dark, deep, body, light, base } = subject.tones;
  const scale = 0.72 + subject.number('height') / 160;
  const drawing =
    ears(subject) +
    mirrored(oval(196, 372, 40, 74, base) + oval(226, 470, 56, 34, base) + oval(218, 474, 28, 18, light)) +
    oval(300, 386, 112, 112, body) +
    oval(300, 402, 66, 72, light) +
    disc(300, 210, 104, body) +
    oval(300, 244, 46, 36, light) +
    mirrored(disc(258, 196, 12, deep) + disc(254, 192, 4, '#fff') + oval(222, 232, 18, 11, '#f2a3a3')) +
    (subject.isOf('animal', 'owl')
      ? shape('M284 222h32l-16 30z', '#e9a23b')
      : oval(300, 226, 17, 12, dark) + stroke('M300 238v14m-18 8q18 14 36 0', deep, 5));
  return {
    shapes: `<g transform="translate(300 500) scale(${scale.toFixed(2)}) translate(-300 -500)">${drawing}</g>`,
    shadow: { y: 500, width: 290 * scale },
  };
};

function ears(subject: Subject): string {
  const { base, light } = subject.tones;
  if (subject.isOf('animal', 'hare')) return mirrored(oval(256, 84, 30, 88, base) + oval(256, 90, 15, 66, light));
  if (subject.isOf('animal', 'fox'))
    return mirrored(shape('M206 156l-6-96 82 54z', base) + shape('M220 136l-4-50 42 30z', light));
  if (subject.isOf('animal', 'owl')) return mirrored(shape('M212 150l6-66 56 34z', base));
  return mirrored(disc(216, 128, 40, base) + disc(216, 128, 22, light));
}

const buildingSet: Draw = (subject) => {
  const { dark, deep, body, light, base } = subject.tones;
  const rows = Math.min(6, 3 + Math.floor(subject.number('pieces') / 350));
  const brick = (x: number, y: number, studs: number, fill: string): string =>
    shape(`M${x} ${y}${'h10v-11h24v11h10'.repeat(studs)}v56h${-44 * studs}z`, fill);
  const wall = Array.from({ length: rows }, (_, row) => {
    const y = 434 - row * 56;
    const [first, second] = row % 2 === 0 ? [body, light] : [dark, base];
    return row % 2 === 0
      ? brick(124, y, 4, first) + brick(304, y, 4, second)
      : brick(124, y, 2, first) + brick(216, y, 4, second) + brick(396, y, 2, first);
  });
  const top = 434 - (rows - 1) * 56;
  return {
    shapes:
      brick(216, top - 56, 4, '#f7d154') +
      wall.toReversed().join('') +
      box(266, 420, 68, 70, 6, deep) +
      (subject.is('motor') ? disc(440, top - 22, 30, '#9aa1ab') + disc(440, top - 22, 12, deep) : ''),
    shadow: { y: 494, width: 390 },
  };
};

export const toyAndBookPictures: Readonly<Record<string, Draw>> = {
  book,
  'board-game': boardGame,
  puzzle,
  'plush-toy': plush,
  'building-set': buildingSet,
};
