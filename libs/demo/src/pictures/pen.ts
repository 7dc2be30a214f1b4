/** SVG elements, written short: a picture has four kilobytes. Coordinates are on a canvas of 600 by 600. */

export function box(x: number, y: number, width: number, height: number, radius: number, fill: string): string {
  return `<rect x="${fine(x)}" y="${fine(y)}" width="${fine(width)}" height="${fine(height)}" rx="${fine(radius)}" fill="${fill}"/>`;
}

export function disc(x: number, y: number, radius: number, fill: string): string {
  return `<circle cx="${fine(x)}" cy="${fine(y)}" r="${fine(radius)}" fill="${fill}"/>`;
}

export function oval(x: number, y: number, radiusX: number, radiusY: number, fill: string): string {
  return `<ellipse cx="${fine(x)}" cy="${fine(y)}" rx="${fine(radiusX)}" ry="${fine(radiusY)}" fill="${fill}"/>`;
}

export function shape(outline: string, fill: string): string {
  return `<path d="${outline}" fill="${fill}"/>`;
}

/** A line of round ends; it keeps its own colour where shapes get the picture's outline. */
export function stroke(outline: string, colour: string, width: number): string {
  return `<path d="${outline}" fill="none" stroke="${colour}" stroke-opacity="1" stroke-width="${fine(width)}" stroke-linecap="round"/>`;
}

/** Light without an edge; the frame's blur makes it soft. */
export function glow(x: number, y: number, radiusX: number, radiusY: number, colour: string): string {
  return `<g stroke="none" opacity=".7" filter="url(#soft)">${oval(x, y, radiusX, radiusY, colour)}</g>`;
}

/** The same drawing turned by degrees around a point. */
export function turned(degrees: number, x: number, y: number, drawing: string): string {
  return `<g transform="rotate(${fine(degrees)} ${fine(x)} ${fine(y)})">${drawing}</g>`;
}

/** The drawing and its mirror image about the vertical axis of the canvas. */
export function mirrored(drawing: string): string {
  return `${drawing}<g transform="matrix(-1 0 0 1 600 0)">${drawing}</g>`;
}

/** An outline with its numbers rounded: path`M${x} ${y}h40z`. */
export function path(commands: TemplateStringsArray, ...numbers: readonly number[]): string {
  return String.raw({ raw: commands }, ...numbers.map(fine));
}

/** A number as SVG needs it: one decimal is finer than a pixel. */
export function fine(value: number): number {
  return Math.round(value * 10) / 10;
}
