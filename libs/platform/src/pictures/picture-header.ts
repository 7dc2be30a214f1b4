/** What a picture file says of itself before anything is decoded. */
export interface PictureHeader {
  readonly type: 'png' | 'jpeg' | 'webp';
  readonly width: number;
  readonly height: number;
}

const READ_BEYOND_THE_END = new Set(['ERR_OUT_OF_RANGE', 'ERR_BUFFER_OUT_OF_BOUNDS']);

type Size = Omit<PictureHeader, 'type'>;

/**
 * Recognises PNG, JPEG and WebP by their bytes, whatever name or content type they came with, and reads their size.
 * Undefined for everything else: SVG, animations, and files that are cut off before they have said their size.
 */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return png(file) ?? jpeg(file) ?? webp(file);
  } catch (error) {
    if (READ_BEYOND_THE_END.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function png(file: Buffer): PictureHeader | undefined {
  if (!file.subarray(0, 8).equals(PNG) || file.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return { type: 'png', width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
}

/** Markers that begin a frame and say its size: SOF0 to SOF15 without those that define tables. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const START_OF_SCAN = 0xda;

function jpeg(file: Buffer): PictureHeader | undefined {
  if (file.readUInt16BE(0) !== 0xffd8) return undefined;
  let frame: Size | undefined;
  for (let at = 2; file.readUInt8(at) === 0xff;) {
    const marker = file.readUInt8(at + 1);
    if (marker === START_OF_SCAN) return frame && { type: 'jpeg', ...frame };
    if (isFrame(marker)) frame = larger(frame, { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) });
    // A marker may be preceded by any number of fill bytes.
    at += marker === 0xff ? 1 : 2 + file.readUInt16BE(at + 2);
  }
  return undefined;
}

const ANIMATED = 0x02;

/** The extended form has a canvas and a picture in it; the decoder allocates for either, so the larger counts. */
function webp(file: Buffer): PictureHeader | undefined {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WEBP') return undefined;
  let canvas: Size | undefined;
  for (let at = 12; ;) {
    const [chunk, content] = [file.toString('latin1', at, at + 4), at + 8];
    const size = webpSize(chunk, file, content);
    if (size === 'animated') return undefined;
    if (size) canvas = larger(canvas, size);
    if (chunk === 'VP8 ' || chunk === 'VP8L') return canvas && { type: 'webp', ...canvas };
    const length = file.readUInt32LE(at + 4);
    at = content + length + (length % 2);
  }
}

function webpSize(chunk: string, file: Buffer, at: number): Size | 'animated' | undefined {
  if (chunk === 'VP8X') {
    if (file.readUInt8(at) & ANIMATED) return 'animated';
    return { width: file.readUIntLE(at + 4, 3) + 1, height: file.readUIntLE(at + 7, 3) + 1 };
  }
  if (chunk === 'VP8 ')
    return { width: file.readUInt16LE(at + 6) & 0x3fff, height: file.readUInt16LE(at + 8) & 0x3fff };
  if (chunk !== 'VP8L') return undefined;
  const bits = file.readUInt32LE(at + 1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

function larger(one: Size | undefined, other: Size): Size {
  return !one || other.width * other.height > one.width * one.height ? other : one;
}
