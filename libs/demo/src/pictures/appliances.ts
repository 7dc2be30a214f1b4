import { box, disc, oval, path, shape, stroke, turned } from './pen.ts';
import type { Draw, Silhouette, Subject } from './subject.ts';

const kettle: Draw = (subject) => {
  const { dark, deep, body, light, base } = subject.tones;
  const top = 330 - subject.number('volume') * 75;
  return {
    shapes:
      stroke(path`M392 ${top + 40}C500 ${top + 30} 500 410 408 420`, deep, 26) +
      stroke(path`M392 ${top + 40}C500 ${top + 30} 500 410 408 420`, dark, 20) +
      shape(path`M206 ${top + 20}L150 ${top + 44}q-6 30 42 64z`, base) +
      shape(path`M212 ${top}h176L420 462H180z`, body) +
      shape(path`M212 ${top}q88-44 176 0z`, dark) +
      disc(300, top - 26, 12, deep) +
      shape(path`M226 ${top + 16}h26l-16 ${420 - top}h-28z`, '#ffffff40') +
      box(168, 460, 264, 30, 12, deep) +
      box(282, 430, 36, 8, 4, light),
    shadow: { y: 494, width: 330 },
  };
};

const coffeeMachine: Draw = (subject) => {
  const { dark, deep, body, side, light, base } = subject.tones;
  const hasHandle = subject.isOf('brewing', 'espresso');
  return {
    shapes:
      box(160, 130, 280, 360, 22, body) +
      box(190, 256, 220, 190, 12, deep) +
      box(150, 462, 300, 30, 10, dark) +
      box(182, 150, 236, 72, 12, dark) +
      disc(226, 186, 20, light) +
      box(270, 172, 124, 28, 6, '#9fe3ff') +
      box(262, 244, 76, 40, 8, side) +
      (hasHandle ? box(290, 268, 190, 18, 9, deep) : box(276, 284, 12, 24, 4, base) + box(312, 284, 12, 24, 4, base)) +
      stroke('M300 296v74', '#6b4226', 5) +
      shape('M252 368h96l-10 66q-2 12-14 12h-48q-12 0-14-12z', '#fdfcf8') +
      stroke('M347 384q32 2 24 26-6 16-30 14', '#fdfcf8', 8) +
      oval(300, 370, 47, 8, '#6b4226'),
    shadow: { y: 498, width: 360 },
  };
};

const vacuum: Draw = (subject) => {
  if (subject.isOf('design', 'robot')) return robot(subject);
  return subject.isOf('design', 'cylinder') ? cylinder(subject) : cordless(subject);
};

function robot({ tones }: Subject): Silhouette {
  const { dark, deep, body, base, light } = tones;
  return {
    shapes:
      oval(300, 372, 214, 104, deep) +
      box(86, 330, 428, 44, 20, dark) +
      oval(300, 330, 214, 104, body) +
      oval(300, 322, 74, 34, dark) +
      oval(300, 312, 74, 34, base) +
      oval(300, 308, 40, 17, light) +
      disc(300, 410, 6, '#7fe0a0'),
    shadow: { y: 468, width: 420 },
  };
}

function cylinder({ tones }: Subject): Silhouette {
  const { dark, deep, body, light } = tones;
  return {
    shapes:
      stroke('M236 330C180 90 60 220 112 420', deep, 24) +
      stroke('M236 330C180 90 60 220 112 420', dark, 16) +
      stroke('M112 420l-4 44', light, 14) +
      box(56, 462, 110, 28, 10, dark) +
      shape('M214 452C200 320 280 276 400 290 500 302 528 390 510 452z', body) +
      shape('M262 340q60-40 130-28l-6 60q-70-12-128 24z', '#ffffff38') +
      stroke('M330 286q46-44 92 8', deep, 14) +
      disc(450, 446, 46, deep) +
      disc(450, 446, 24, light) +
      disc(252, 466, 24, deep),
    shadow: { y: 496, width: 460 },
  };
}

function cordless({ tones }: Subject): Silhouette {
  const { dark, deep, body, side, light, base } = tones;
  return {
    shapes:
      turned(
        14,
        300,
        300,
        box(288, 230, 24, 230, 8, side) +
          shape('M262 96h76l18 74-26 76h-60l-26-76z', body) +
          box(272, 168, 56, 92, 16, '#ffffff66') +
          box(284, 186, 32, 66, 10, base) +
          stroke('M338 110q66 0 52 62-8 34-46 34', deep, 20) +
          disc(300, 128, 18, light),
      ) +
      shape('M180 474q0-26 30-26h150q30 0 30 26v18H180z', dark) +
      box(180, 482, 210, 12, 6, deep),
    shadow: { y: 498, width: 280 },
  };
}

export const appliancePictures: Readonly<Record<string, Draw>> = {
  kettle,
  'coffee-machine': coffeeMachine,
  'vacuum-cleaner': vacuum,
};
