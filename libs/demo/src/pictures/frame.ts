import type { Silhouette } from './subject.ts';
import type { Tones } from './tones.ts';
import { fine } from './pen.ts';

/** Puts shapes into a lit room: background, shadow, outline and the gradients the shapes refer to. */
export function frame({ shapes, shadow }: Silhouette, tones: Tones): string {
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" width="600" height="600" role="img">' +
    `<defs>${gradients(tones)}<filter id="soft" x="-20%" y="-150%" width="140%" height="400%"><feGaussianBlur stdDeviation="11"/></filter></defs>` +
    '<rect width="600" height="600" fill="url(#room)"/>' +
    `<ellipse cx="300" cy="${fine(shadow.y)}" rx="${fine(shadow.width / 2)}" ry="16" fill="#14161d" opacity=".34" filter="url(#soft)"/>` +
    `<g stroke="${tones.deep}" stroke-opacity=".4" stroke-width="2" stroke-linejoin="round">${shapes}</g>` +
    '</svg>'
  );
}

function gradients({ base, light, dark, deep, pale }: Tones): string {
  return (
    `<radialGradient id="room" cy=".4" r=".8">${stops(['#ffffff', pale, '#d9dce2'])}</radialGradient>` +
    `<linearGradient id="body" x2=".8" y2="1">${stops([light, base, dark])}</linearGradient>` +
    `<linearGradient id="side">${stops([dark, light, dark])}</linearGradient>` +
    `<linearGradient id="glass" x2="1" y2="1">${stops(['#3a4a66', deep, '#161b28'])}</linearGradient>`
  );
}

function stops([start, middle, end]: readonly [string, string, string]): string {
  return `<stop stop-color="${start}"/><stop offset=".5" stop-color="${middle}"/><stop offset="1" stop-color="${end}"/>`;
}
