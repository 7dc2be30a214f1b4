import { box, disc, mirrored, oval, path, shape, stroke } from './pen.ts';
import type { Draw } from './subject.ts';

const sneakers: Draw = (subject) => {
  const { dark, deep, body, light } = subject.tones;
  const sole = subject.number('sole');
  const laces = [0, 1, 2].map((row) => stroke(path`M${254 + row * 36} ${270 + row * 28}l-24 22`, light, 9)).join('');
  return {
    shapes:
      shape(path`M70 420h460v${sole * 0.7}q0 18-22 18H96q-26 0-26-24z`, '#f7f6f1') +
      shape('M72 424C66 350 84 290 98 240q60 36 128-8c40 60 104 108 196 122 70 12 108 34 108 70z', body) +
      shape('M98 240q60 36 128-8l22 34q-78 46-160 14z', dark) +
      shape('M402 350c82 8 128 30 128 74H414q-26-32-12-74z', light) +
      shape('M126 410c60-10 110-46 150-92l30 20c-30 46-80 74-180 82z', '#ffffff66') +
      (subject.is('reflective') ? stroke('M82 330q26 12 46 8', '#f3f6e8', 9) : '') +
      laces +
      stroke(path`M78 ${424 + sole * 0.3}h446`, deep, 3),
    shadow: { y: 446 + sole * 0.7, width: 480 },
  };
};

const boots: Draw = (subject) => {
  const { dark, deep, body, light, base } = subject.tones;
  const top = 330 - subject.number('shaft') * 11;
  const laces = [0, 1, 2, 3]
    .map((row) => stroke(path`M300 ${top + 50 + row * 44}l42 ${10 - row * 2}`, '#f2d9a0', 7))
    .join('');
  return {
    shapes:
      shape(path`M150 ${top}h168l16 ${290 - top}c10 60 60 84 112 96 40 10 54 34 54 74v20H150z`, body) +
      shape(path`M150 ${top - 14}h168v40H150z`, subject.isOf('lining', 'textile') ? dark : '#f1e7d3') +
      shape('M380 404c70 4 120 26 120 76H374q-14-40 6-76z', base) +
      shape('M140 474h366v20q0 16-16 16H284l-10-16h-20l-8 16h-92q-14 0-14-16z', deep) +
      stroke(path`M190 ${top + 60}V440`, light, 6) +
      laces,
    shadow: { y: 514, width: 390 },
  };
};

const backpack: Draw = (subject) => {
  const { dark, deep, body, light, base } = subject.tones;
  const height = 250 + subject.number('volume') * 3;
  const top = 490 - height;
  return {
    shapes:
      stroke(path`M262 ${top + 10}q38-70 76 0`, deep, 14) +
      mirrored(box(150, top + 130, 46, height - 150, 20, dark)) +
      shape(path`M176 ${top + 90}q0-90 124-90t124 90V466q0 24-24 24H200q-24 0-24-24z`, body) +
      stroke(path`M190 ${top + 96}q10-72 110-72t110 72`, dark, 4) +
      box(206, 356, 188, 116, 24, base) +
      stroke('M216 386h168', deep, 5) +
      box(338, 384, 10, 26, 4, light) +
      oval(300, top + 120, 34, 22, light) +
      disc(300, top + 120, 8, dark),
    shadow: { y: 494, width: 320 },
  };
};

export const footwearAndBagPictures: Readonly<Record<string, Draw>> = { sneakers, boots, backpack };
