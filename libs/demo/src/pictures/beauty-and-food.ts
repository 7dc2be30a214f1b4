import { box, disc, oval, path, shape, stroke, turned } from './pen.ts';
import type { Draw, Subject } from './subject.ts';

const perfume: Draw = (subject) => {
  const { dark, deep, body, light, pale, side } = subject.tones;
  const shoulder = subject.isOf('family', 'woody') ? 6 : 44;
  return {
    shapes:
      box(262, 96, 76, 84, 10, deep) +
      box(262, 96, 76, 84, 10, side) +
      box(276, 176, 48, 26, 4, '#d9b878') +
      box(184, 200, 232, 290, shoulder, pale) +
      box(200, 262, 200, 212, Math.max(6, shoulder - 14), body) +
      box(236, 318, 128, 92, 4, '#fdfcf8') +
      stroke('M258 346h84M272 376h56', dark, 6) +
      shape('M206 224h28v240h-28z', '#ffffff55') +
      disc(300, 138, 10, light),
    shadow: { y: 494, width: 270 },
  };
};

const cream: Draw = (subject) => {
  const { dark, deep, body, light, pale, side } = subject.tones;
  return {
    shapes:
      box(150, 330, 300, 160, 40, pale) +
      box(166, 350, 268, 128, 32, body) +
      box(146, 236, 308, 104, 18, dark) +
      box(146, 236, 308, 104, 18, side) +
      oval(300, 240, 152, 26, light) +
      stroke('M236 396h128M258 426h84', '#fdfcf8', 9) +
      (subject.number('spf') > 0 ? disc(414, 446, 34, '#f7d154') + stroke('M402 446h24', deep, 7) : ''),
    shadow: { y: 496, width: 330 },
  };
};

const soap: Draw = (subject) => {
  const { dark, deep, body, light, base } = subject.tones;
  return {
    shapes:
      disc(436, 196, 34, '#ffffffa0') +
      disc(478, 254, 18, '#ffffffa0') +
      disc(398, 150, 16, '#ffffffa0') +
      oval(300, 466, 214, 30, '#d8cbb4') +
      shape('M120 340q0-60 60-60h240q60 0 60 60v60q0 60-60 60H180q-60 0-60-60z', dark) +
      shape('M120 326q0-60 60-60h240q60 0 60 60v40q0 60-60 60H180q-60 0-60-60z', body) +
      box(186, 300, 228, 92, 40, base) +
      stroke('M216 346q42-44 84 0t84 0', light, 10) +
      (subject.is('handmade') ? disc(440, 300, 8, deep) + disc(160, 380, 6, deep) : ''),
    shadow: { y: 490, width: 430 },
  };
};

const tea: Draw = (subject) => {
  const { dark, body, light, pale, side } = subject.tones;
  return {
    shapes:
      box(186, 190, 228, 300, 16, dark) +
      box(186, 190, 228, 300, 16, side) +
      box(176, 150, 248, 62, 16, body) +
      oval(300, 152, 122, 18, light) +
      box(214, 258, 172, 180, 86, pale) +
      leaf(subject) +
      stroke('M250 404h100', dark, 7),
    shadow: { y: 494, width: 270 },
  };
};

function leaf(subject: Subject): string {
  const fill = subject.isOf('leaf', 'black') ? '#4a3527' : '#5d9150';
  const blade = shape('M300 380q-46-56 0-104 46 48 0 104z', fill);
  return turned(-34, 300, 380, blade) + turned(34, 300, 380, blade) + blade + stroke('M300 380v-76', '#ffffff80', 3);
}

const coffee: Draw = (subject) => {
  const { dark, deep, body, light, pale } = subject.tones;
  const bean = subject.isOf('roast', 'light') ? '#a9764a' : subject.isOf('roast', 'medium') ? '#7d4f2d' : '#4c2f1d';
  const beanAt = (x: number, y: number, angle: number): string =>
    turned(angle, x, y, oval(x, y, 30, 20, bean) + stroke(path`M${x - 26} ${y}q26-12 52 0`, '#2a190f', 4));
  return {
    shapes:
      shape('M190 150h220l14 40v280q0 20-20 20H196q-20 0-20-20V190z', body) +
      shape('M196 112h208l6 40H190z', dark) +
      stroke('M200 132h200', light, 5) +
      shape('M176 190l30 20v280h-10q-20 0-20-20z', '#00000022') +
      disc(300, 316, 78, pale) +
      beanAt(300, 316, -30) +
      stroke('M240 434h120', pale, 9) +
      disc(300, 186, 12, deep) +
      beanAt(450, 470, 24) +
      beanAt(144, 476, -18) +
      beanAt(500, 484, -40),
    shadow: { y: 496, width: 400 },
  };
};

export const beautyAndFoodPictures: Readonly<Record<string, Draw>> = {
  perfume,
  'face-cream': cream,
  soap,
  tea,
  coffee,
};
