/** The shades of one colour that make a flat outline look like a thing. */
export interface Tones {
  readonly base: string;
  readonly light: string;
  readonly dark: string;
  readonly deep: string;
  /** Nearly white, with a breath of the colour: walls and labels. */
  readonly pale: string;
  /** References to the gradients that `frame` defines. */
  readonly body: string;
  readonly side: string;
  readonly glass: string;
}

export function tonesOf(hex: string): Tones {
  return {
    base: hex,
    light: blend(hex, '#ffffff', 0.38),
    dark: blend(hex, '#14161d', 0.3),
    deep: blend(hex, '#14161d', 0.58),
    pale: blend(hex, '#ffffff', 0.82),
    body: 'url(#body)',
    side: 'url(#side)',
    glass: 'url(#glass)',
  };
}

/** A mix of two `#rrggbb` colours: `share` 0 gives the first, 1 the second. */
export function blend(first: string, second: string, share: number): string {
  const mixed = channels(first).map((value, index) => {
    const target = channels(second)[index] ?? value;
    return Math.round(value + (target - value) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${mixed.join('')}`;
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
}
