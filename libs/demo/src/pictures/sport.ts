import { box, disc, mirrored, oval, path, shape, stroke } from './pen.ts';
import type { Draw } from './subject.ts';

const bicycle: Draw = (subject) => {
  const { dark, base, light } = subject.tones;
  const radius = subject.number('wheel') * 3.6;
  const wheel = (x: number): string =>
    ring(x, 382, radius, '#2b2d34', 11) +
    ring(x, 382, radius - 11, '#b9bec7', 3) +
    disc(x, 382, 9, '#60656f') +
    spokes(x, radius - 12);
  return {
    shapes:
      wheel(162) +
      wheel(438) +
      stroke('M162 382L230 250H394L290 382H162M230 250L290 382', dark, 15) +
      stroke('M162 382L230 250H394L290 382H162M230 250L290 382', base, 11) +
      stroke('M438 382L388 210', dark, 12) +
      stroke('M230 250L216 206', '#60656f', 9) +
      box(172, 192, 86, 18, 9, '#2b2d34') +
      stroke('M388 210q-30-12-46 4M388 210q34-20 46 2', '#2b2d34', 10) +
      disc(290, 382, 24, '#60656f') +
      disc(290, 382, 12, light) +
      stroke('M290 382l24 40h20', '#2b2d34', 8) +
      (subject.is('disc-brakes') ? ring(162, 382, 24, '#9aa1ab', 4) + ring(438, 382, 24, '#9aa1ab', 4) : ''),
    shadow: { y: 388 + radius, width: 480 },
  };
};

function ring(x: number, y: number, radius: number, colour: string, width: number): string {
  return stroke(
    path`M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`,
    colour,
    width,
  );
}

function spokes(x: number, length: number): string {
  const slant = length * 0.7;
  return stroke(
    path`M${x - length} 382h${2 * length}M${x} ${382 - length}v${2 * length}M${x - slant} ${382 - slant}l${2 * slant} ${2 * slant}M${x - slant} ${382 + slant}l${2 * slant} ${-2 * slant}`,
    '#9aa1ab',
    1.5,
  );
}

const tent: Draw = (subject) => {
  const { dark, deep, body, light } = subject.tones;
  const half = 150 + subject.number('capacity') * 15;
  return {
    shapes:
      oval(300, 474, half + 34, 24, '#8aa36a') +
      shape(path`M${300 - half} 470Q${300 - half * 0.4} 250 300 190Q${300 + half * 0.4} 250 ${300 + half} 470z`, body) +
      shape(path`M300 190Q${300 + half * 0.4} 250 ${300 + half} 470H400Q380 280 300 190z`, dark) +
      shape('M300 214Q238 330 226 470h148Q362 330 300 214z', deep) +
      shape('M300 214Q238 330 226 470h40Q262 340 300 214z', light) +
      stroke(path`M${300 - half} 470l-36 16M${300 + half} 470l36 16M300 190v-20`, '#60656f', 4) +
      (subject.is('vestibule') ? shape(path`M${300 + half * 0.4} 470q24-70 60-84l${half * 0.3} 84z`, light) : ''),
    shadow: { y: 488, width: half * 2 + 60 },
  };
};

const dumbbells: Draw = (subject) => {
  const { dark, body, light } = subject.tones;
  const corner = subject.is('hexagonal') ? 12 : 44;
  const one = (y: number): string =>
    box(190, y + 46, 220, 28, 10, '#9aa1ab') +
    stroke(path`M230 ${y + 53}h140`, '#dfe3e8', 4) +
    mirrored(
      box(104, y + 10, 44, 100, corner / 2, dark) +
        box(140, y, 72, 120, corner, body) +
        stroke(path`M156 ${y + 24}v72`, light, 6),
    );
  return { shapes: one(214) + one(354), shadow: { y: 482, width: 420 } };
};

export const sportPictures: Readonly<Record<string, Draw>> = { bicycle, tent, dumbbells };
