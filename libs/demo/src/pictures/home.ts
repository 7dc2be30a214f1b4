import { box, disc, glow, mirrored, oval, path, shape, stroke, turned } from './pen.ts';
import type { Draw } from './subject.ts';

const chair: Draw = (subject) => {
  const { dark, deep, body, light } = subject.tones;
  const leg = subject.isOf('frame', 'steel') ? '#4a4f59' : '#b98a57';
  return {
    shapes:
      mirrored(stroke('M214 372L188 500', leg, 15) + stroke('M232 100L222 350', leg, 13)) +
      mirrored(stroke('M250 372L242 470', deep, 9)) +
      box(212, 104, 176, 118, 34, body) +
      stroke('M236 130h128', light, 8) +
      shape('M196 330q104-34 208 0l18 36q-122 34-244 0z', body) +
      shape('M178 366q122 34 244 0v14q-122 32-244 0z', dark),
    shadow: { y: 502, width: 290 },
  };
};

const lamp: Draw = (subject) => {
  const { dark, deep, body, light, side } = subject.tones;
  const top = 400 - subject.number('height') * 5;
  return {
    shapes:
      glow(300, top + 180, 180, 70, '#ffe29a') +
      box(291, top + 130, 18, 480 - top - 130, 6, side) +
      oval(300, 484, 86, 18, deep) +
      oval(300, 478, 86, 16, dark) +
      oval(300, top + 150, 26, 30, '#fff2c4') +
      shape(path`M236 ${top}h128l62 150q-126 28-252 0z`, body) +
      stroke(path`M250 ${top + 14}l-44 118`, light, 9),
    shadow: { y: 498, width: 230 },
  };
};

const mug: Draw = (subject) => {
  const { dark, deep, body, light } = subject.tones;
  const top = 330 - subject.number('volume') * 0.32;
  const middle = (top + 480) / 2;
  return {
    shapes:
      stroke(path`M402 ${middle - 66}C500 ${middle - 80} 500 ${middle + 80} 398 ${middle + 60}`, deep, 36) +
      stroke(path`M402 ${middle - 66}C500 ${middle - 80} 500 ${middle + 80} 398 ${middle + 60}`, dark, 30) +
      shape(path`M180 ${top}h240l-14 ${442 - top}q-4 40-44 40H238q-40 0-44-40z`, body) +
      oval(300, top, 120, 26, light) +
      oval(300, top + 4, 106, 20, '#5a3a28') +
      shape(path`M204 ${top + 40}h30l8 ${390 - top}h-26z`, '#ffffff50'),
    shadow: { y: 488, width: 270 },
  };
};

const fryingPan: Draw = (subject) => {
  const { dark, deep, body, light, base } = subject.tones;
  const inside = subject.isOf('coating', 'ceramic') ? '#efe9de' : '#2b2d34';
  return {
    shapes:
      turned(
        -32,
        250,
        340,
        box(400, 318, 190, 40, 20, deep) + box(388, 324, 40, 28, 6, '#9aa1ab') + disc(566, 338, 7, light),
      ) +
      oval(250, 358, 180, 138, dark) +
      oval(250, 340, 180, 138, body) +
      oval(250, 340, 154, 114, inside) +
      oval(226, 318, 96, 60, '#ffffff12') +
      (subject.is('lid') ? oval(250, 330, 150, 108, '#dff3ff44') + oval(250, 322, 26, 14, base) : ''),
    shadow: { y: 486, width: 350 },
  };
};

const bedLinen: Draw = ({ tones }) => {
  const { dark, body, light, base, pale } = tones;
  const fold = (y: number, fill: string): string =>
    box(110, y, 380, 62, 28, fill) + stroke(path`M140 ${y + 31}h320`, dark, 2);
  return {
    shapes:
      fold(428, body) +
      fold(370, pale) +
      fold(312, body) +
      shape('M150 300C126 200 150 172 172 176q128-22 256 0c22-4 46 24 22 124q-150 26-300 0z', base) +
      shape('M172 176q128-22 256 0-128 42-256 0z', light) +
      stroke('M176 284q124 18 248 0', dark, 3) +
      stroke('M300 312v178', light, 16),
    shadow: { y: 494, width: 390 },
  };
};

export const homePictures: Readonly<Record<string, Draw>> = {
  chair,
  lamp,
  mug,
  'frying-pan': fryingPan,
  'bed-linen': bedLinen,
};
