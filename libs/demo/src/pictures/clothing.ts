import { box, disc, mirrored, path, shape, stroke } from './pen.ts';
import type { Draw } from './subject.ts';

const tShirt: Draw = (subject) => {
  const { dark, body, light, pale } = subject.tones;
  const waist = subject.isOf('fit', 'slim') ? 196 : 180;
  return {
    shapes:
      shape(
        path`M222 118C190 124 150 142 122 170L70 262l72 42 36-44L${waist} 486H${600 - waist}L422 260l36 44 72-42-52-92C450 142 410 124 378 118q-78 52-156 0z`,
        body,
      ) +
      shape('M222 118q78 84 156 0l-14-4q-64 54-128 0z', dark) +
      mirrored(stroke(path`M176 262Q184 380 ${waist + 12} 470`, dark, 2)) +
      (subject.is('print') ? disc(300, 290, 52, pale) + shape('M262 312l26-44 18 28 12-16 22 32z', light) : ''),
    shadow: { y: 506, width: 330 },
  };
};

const dress: Draw = (subject) => {
  const { dark, body, light } = subject.tones;
  const hem = 140 + subject.number('back') * 2.7;
  const flare = 110 + subject.number('back') * 0.35;
  return {
    shapes:
      (subject.isOf('sleeve', 'none') ? '' : mirrored(shape(sleeve(subject.isOf('sleeve', 'long') ? 200 : 70), body))) +
      shape(
        path`M246 100q54 60 108 0l22 12q-20 60 2 116L${300 + flare} ${hem}q${-flare} 26 ${-2 * flare} 0L222 228q22-56 2-116z`,
        body,
      ) +
      shape('M246 100q54 60 108 0l-8-4q-46 44-92 0z', dark) +
      stroke('M224 230q76 18 152 0', light, 9) +
      mirrored(stroke(path`M262 250Q244 ${hem - 100} ${300 - flare * 0.5} ${hem}`, dark, 2)),
    shadow: { y: Math.min(hem + 26, 540), width: flare * 2 },
  };
};

function sleeve(length: number): string {
  return path`M240 102C200 112 186 150 ${180 - length * 0.3} ${150 + length}l40 10L232 190z`;
}

const hoodie: Draw = (subject) => {
  const { dark, deep, body, light, base } = subject.tones;
  return {
    shapes:
      mirrored(shape('M216 150C160 170 140 210 92 430l56 18 60-170z', body) + box(88, 424, 62, 30, 8, dark)) +
      shape('M216 146q84 44 168 0l28 100-12 230H200l-12-230z', body) +
      box(196, 462, 208, 30, 10, dark) +
      shape('M212 156C200 70 400 70 388 156q-88 74-176 0z', base) +
      shape('M238 150q10-52 62-52t62 52q-62 56-124 0z', deep) +
      mirrored(stroke('M276 186v66', light, 5)) +
      (subject.is('zip') ? stroke('M300 186v276', light, 6) : shape('M236 360h128l26 76H210z', dark)),
    shadow: { y: 504, width: 300 },
  };
};

const jacket: Draw = (subject) => {
  const { dark, deep, body, light } = subject.tones;
  const quilting = [238, 296, 354, 412].map((y) => stroke(path`M186 ${y}q56 16 112 0`, dark, 3)).join('');
  return {
    shapes:
      mirrored(shape('M214 136C160 156 140 200 96 436l62 16 52-170z', body) + stroke('M106 424l52 14', deep, 10)) +
      shape('M214 132h172l32 110-8 250H190l-8-250z', body) +
      (subject.isOf('insulation', 'none') ? '' : mirrored(quilting)) +
      shape('M214 134l34-34h104l34 34-40 40h-92z', dark) +
      shape('M254 108h92l-46 44z', deep) +
      stroke('M300 152v336', light, 6) +
      mirrored(stroke('M216 396l34 50', deep, 6)) +
      (subject.is('reflective') ? stroke('M196 330h208', '#f3f6e8', 9) : ''),
    shadow: { y: 504, width: 300 },
  };
};

export const clothingPictures: Readonly<Record<string, Draw>> = { 't-shirt': tShirt, dress, hoodie, jacket };
