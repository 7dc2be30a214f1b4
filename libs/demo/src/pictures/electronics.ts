import { box, disc, fine, mirrored, oval, path, shape, stroke, turned } from './pen.ts';
import type { Draw, Silhouette, Subject } from './subject.ts';

const laptop: Draw = (subject) => {
  const { base, light, dark, body, glass } = subject.tones;
  const width = subject.number('screen') * 23;
  const height = width * 0.64;
  const left = 300 - width / 2;
  const top = 440 - height;
  return {
    shapes:
      box(left, top, width, height + 6, 14, body) +
      box(left + 11, top + 11, width - 22, height - 24, 5, glass) +
      shape(path`M${left + 11} ${top + 11}h${width * 0.45}L${left + 30} ${top + height - 13}h-19z`, '#ffffff18') +
      shape(path`M${left} 440h${width}l42 34q0 12-14 12H${left - 28}q-14 0-14-12z`, light) +
      shape(path`M${left - 42} 474h${width + 84}q0 14-14 14H${left - 28}q-14 0-14-14z`, dark) +
      shape(path`M${left + 18} 446h${width - 36}l14 14H${left + 4}z`, base) +
      box(255, 463, 90, 9, 4, dark),
    shadow: { y: 492, width: width + 110 },
  };
};

const monitor: Draw = (subject) => {
  const { base, light, dark, body, glass } = subject.tones;
  const width = subject.number('screen') * 13.5;
  const height = width * 0.58;
  const left = 300 - width / 2;
  const bend = subject.is('curved') ? 26 : 0;
  const panel = (inset: number): string => {
    const [x, y, w, h] = [left + inset, 130 + inset, width - 2 * inset, height - 2 * inset];
    return path`M${x} ${y}q${w / 2} ${bend} ${w} 0v${h}q${-w / 2} ${bend} ${-w} 0z`;
  };
  return {
    shapes:
      box(280, 130 + height, 40, 460 - height - 130, 6, dark) +
      oval(300, 466, 92, 15, base) +
      oval(300, 462, 92, 13, light) +
      shape(panel(0), body) +
      shape(panel(10), glass) +
      shape(path`M${left + 12} ${142}h${width * 0.4}L${left + 40} ${118 + height}h-28z`, '#ffffff18'),
    shadow: { y: 478, width: 260 },
  };
};

const keyboard: Draw = (subject) => {
  const { base, dark, body, light } = subject.tones;
  const width = subject.number('keys') * 2.9 + 150;
  const left = 300 - width / 2;
  return {
    shapes:
      `<defs><pattern id="keys" width="30" height="30" patternUnits="userSpaceOnUse" x="${fine(left + 16)}" y="226">` +
      `${box(2, 2, 26, 26, 6, dark)}${box(4, 3, 22, 20, 5, light)}</pattern></defs>` +
      box(left, 218, width, 186, 20, base) +
      box(left, 210, width, 186, 20, body) +
      box(left + 16, 226, Math.floor((width - 32) / 30) * 30, 120, 0, 'url(#keys)') +
      box(left + width * 0.26, 350, width * 0.46, 28, 7, light) +
      (subject.is('backlit') ? stroke(path`M${left + 30} 387h${width - 60}`, '#7fe0ff', 3) : ''),
    shadow: { y: 416, width },
  };
};

const smartphone: Draw = (subject) => {
  const { dark, deep, body, glass, light } = subject.tones;
  const height = subject.number('screen') * 58;
  const width = height * 0.48;
  const top = 490 - height;
  const back =
    box(225 - width / 2, top, width, height, 32, body) +
    box(240 - width / 2, top + 16, 62, 92, 20, dark) +
    disc(271 - width / 2, top + 41, 17, deep) +
    disc(271 - width / 2, top + 83, 17, deep) +
    disc(266 - width / 2, top + 36, 5, light) +
    disc(266 - width / 2, top + 78, 5, light);
  const front =
    box(375 - width / 2, top, width, height, 32, dark) +
    box(382 - width / 2, top + 7, width - 14, height - 14, 26, glass) +
    disc(375, top + 28, 8, '#0d0f15') +
    shape(
      path`M${382 - width / 2} ${top + 40}q0-33 33-33h60L${400 - width / 2} ${top + height * 0.7}h-18z`,
      '#ffffff20',
    );
  return { shapes: turned(-5, 225, 490, back) + turned(4, 375, 490, front), shadow: { y: 498, width: 400 } };
};

const tablet: Draw = (subject) => {
  const { dark, body, glass, light } = subject.tones;
  const width = subject.number('screen') * 34;
  const height = width * 0.7;
  const [left, top] = [300 - width / 2, 480 - height];
  return {
    shapes:
      box(left, top, width, height, 24, body) +
      box(left + 16, top + 16, width - 32, height - 32, 8, glass) +
      shape(path`M${left + 16} ${top + 16}h${width * 0.5}L${left + 50} ${top + height - 16}h-34z`, '#ffffff1c') +
      disc(300, top + 8, 3, dark) +
      (subject.is('stylus')
        ? turned(-38, 420, 400, box(412, 250, 14, 240, 7, light) + shape('M412 484h14l-7 26z', dark))
        : ''),
    shadow: { y: 490, width },
  };
};

const headphones: Draw = (subject) => (subject.isOf('fit', 'in-ear') ? earbuds(subject) : headset(subject));

function headset(subject: Subject): Silhouette {
  const { dark, deep, body, side, base, light } = subject.tones;
  const cup = subject.isOf('fit', 'over-ear') ? 168 : 124;
  const top = 352 - cup / 2;
  return {
    shapes:
      stroke('M150 340C150 90 450 90 450 340', deep, 34) +
      stroke('M150 340C150 90 450 90 450 340', base, 28) +
      stroke('M196 190C240 132 360 132 404 190', light, 8) +
      mirrored(
        box(146, top, 46, cup, 23, deep) +
          box(104, top - 8, 62, cup + 16, 30, body) +
          box(116, top + 14, 12, cup - 28, 6, side) +
          disc(135, 352, 6, dark),
      ),
    shadow: { y: 460, width: 420 },
  };
}

function earbuds({ tones }: Subject): Silhouette {
  const { deep, body, base, dark, light } = tones;
  return {
    shapes:
      mirrored(
        turned(
          -14,
          200,
          250,
          box(184, 215, 34, 130, 17, body) +
            oval(200, 200, 46, 42, body) +
            oval(244, 204, 22, 28, deep) +
            disc(186, 186, 9, light),
        ),
      ) +
      box(200, 352, 200, 128, 52, base) +
      box(200, 352, 200, 128, 52, body) +
      stroke('M202 400h196', dark, 3) +
      disc(300, 422, 5, '#7fe0a0'),
    shadow: { y: 486, width: 240 },
  };
}

const speaker: Draw = (subject) => {
  const { dark, deep, body, base, light } = subject.tones;
  const width = 260 + subject.number('power') * 2.6;
  const left = 300 - width / 2;
  return {
    shapes:
      `<defs><pattern id="mesh" width="9" height="9" patternUnits="userSpaceOnUse">${disc(4, 4, 2.4, deep)}</pattern></defs>` +
      stroke(path`M${left + 60} 232C${left + 90} 130 ${left + width - 90} 130 ${left + width - 60} 232`, dark, 12) +
      box(left, 220, width, 210, 96, body) +
      box(left + 34, 238, width - 68, 174, 80, 'url(#mesh)') +
      mirrored(oval(left + 26, 325, 22, 78, dark) + oval(left + 26, 325, 12, 50, base)) +
      box(268, 306, 64, 30, 15, light),
    shadow: { y: 440, width },
  };
};

export const electronicsPictures: Readonly<Record<string, Draw>> = {
  laptop,
  monitor,
  keyboard,
  smartphone,
  tablet,
  headphones,
  speaker,
};
