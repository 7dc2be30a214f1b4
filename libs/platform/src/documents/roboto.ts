import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';

const HEADER_OF_WOFF = 44;
const ENTRY_OF_WOFF = 20;
const HEADER_OF_SFNT = 12;
const ENTRY_OF_SFNT = 16;

/** Roboto writes Latin and Cyrillic; read once. */
export function readRoboto(): { readonly regular: Buffer; readonly bold: Buffer } {
  return { regular: readFont('Roboto-Regular.woff'), bold: readFont('Roboto-Bold.woff') };
}

function readFont(name: string): Buffer {
  const { resolve } = createRequire(import.meta.url);
  return unpacked(readFileSync(resolve(`roboto-fontface/fonts/roboto/${name}`)));
}

/**
 * WOFF 1.0 is a font with each table deflated (https://www.w3.org/TR/WOFF). Unpacked here, once: the PDF library would
 * inflate the tables for every document, in JavaScript, and take fifteen times as long.
 */
function unpacked(woff: Buffer): Buffer {
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, index) => {
    const at = HEADER_OF_WOFF + index * ENTRY_OF_WOFF;
    const [offset, packedLength, length] = [4, 8, 12].map((part) => woff.readUInt32BE(at + part)) as [
      number,
      number,
      number,
    ];
    const packed = woff.subarray(offset, offset + packedLength);
    const content = packedLength < length ? inflateSync(packed) : packed;
    return { tag: woff.subarray(at, at + 4), checksum: woff.readUInt32BE(at + 16), content };
  });
  const directory = Buffer.alloc(HEADER_OF_SFNT + ENTRY_OF_SFNT * tables.length);
  woff.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(tables.length, 4);
  const parts = [directory];
  let offset = directory.length;
  for (const [index, { tag, checksum, content }] of tables.entries()) {
    const at = HEADER_OF_SFNT + index * ENTRY_OF_SFNT;
    tag.copy(directory, at);
    directory.writeUInt32BE(checksum, at + 4);
    directory.writeUInt32BE(offset, at + 8);
    directory.writeUInt32BE(content.length, at + 12);
    const aligned = Buffer.concat([content], Math.ceil(content.length / 4) * 4);
    parts.push(aligned);
    offset += aligned.length;
  }
  return Buffer.concat(parts);
}
