import type { Unit } from '../demo-product.ts';
import { text } from './words.ts';

/** Units of measure of the demo attributes. */
export const units = {
  inch: { code: 'in', symbol: text('in', '″') },
  gram: { code: 'g', symbol: text('g', 'г') },
  kilogram: { code: 'kg', symbol: text('kg', 'кг') },
  millimetre: { code: 'mm', symbol: text('mm', 'мм') },
  centimetre: { code: 'cm', symbol: text('cm', 'см') },
  metre: { code: 'm', symbol: text('m', 'м') },
  squareMetre: { code: 'm2', symbol: text('m²', 'м²') },
  gramPerSquareMetre: { code: 'g/m2', symbol: text('g/m²', 'г/м²') },
  millilitre: { code: 'ml', symbol: text('ml', 'мл') },
  litre: { code: 'l', symbol: text('l', 'л') },
  hour: { code: 'h', symbol: text('h', 'ч') },
  minute: { code: 'min', symbol: text('min', 'мин') },
  watt: { code: 'W', symbol: text('W', 'Вт') },
  hertz: { code: 'Hz', symbol: text('Hz', 'Гц') },
  milliampereHour: { code: 'mAh', symbol: text('mAh', 'мА·ч') },
  megapixel: { code: 'MP', symbol: text('MP', 'Мп') },
  decibel: { code: 'dB', symbol: text('dB', 'дБ') },
  bar: { code: 'bar', symbol: text('bar', 'бар') },
  celsius: { code: 'Cel', symbol: text('°C', '°C') },
  percent: { code: '%', symbol: text('%', '%') },
  month: { code: 'mo', symbol: text('months', 'мес.') },
  year: { code: 'a', symbol: text('years', 'лет') },
} as const satisfies Record<string, Unit>;
