import { markdownTable } from '../report.ts';

/** What was measured, beside what is asked of it. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: '×' | '%' | 'ms' | 'reads';
  readonly asked?: { readonly atLeast: number } | { readonly atMost: number };
  /** What it was made of, in words. */
  readonly of: string;
}

/** Undefined where nothing is asked; what could not be measured is not met. */
export function isMet({ value, asked }: Figure): boolean | undefined {
  if (!asked) return undefined;
  return 'atLeast' in asked ? value >= asked.atLeast : value <= asked.atMost;
}

export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [figure.what, shown(figure), askedOf(figure), verdictOn(figure), figure.of]);
  return markdownTable([['distributed', 'measured', 'asked', '', 'of'], ...rows]);
}

function shown({ value, unit }: Figure): string {
  if (unit === '×') return `× ${value.toFixed(2)}`;
  return `${value.toFixed(unit === '%' ? 1 : 0)} ${unit}`;
}

function askedOf({ asked, unit }: Figure): string {
  if (!asked) return '';
  const [sign, limit] = 'atLeast' in asked ? ['≥', asked.atLeast] : ['≤', asked.atMost];
  return `${sign} ${limit} ${unit}`;
}

function verdictOn(figure: Figure): string {
  const met = isMet(figure);
  if (met === undefined) return '';
  return met ? 'met' : 'MISSED';
}
