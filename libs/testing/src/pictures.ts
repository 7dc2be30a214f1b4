import { Transformer } from '@napi-rs/image';

/** A picture of stripes, so that it is neither empty nor all of one colour. */
export function drawn(width: number, height: number): Transformer {
  const pixels = new Uint8Array(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    pixels.set([pixel % 256, (pixel >> 4) % 256, 200, 255], pixel * 4);
  }
  return Transformer.fromRgbaPixels(pixels, width, height);
}

/** Some hundred bytes that claim to be a picture of this size. */
export function pixelBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(33);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(header);
  header.writeUInt32BE(13, 8);
  header.write('IHDR', 12, 'latin1');
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  header.set([8, 6, 0, 0, 0], 24);
  return Buffer.concat([header, Buffer.alloc(200)]);
}

/** A JPEG as a camera writes it: turned by 90°, and telling a secret in its EXIF. */
export async function cameraPicture(secret: string): Promise<Buffer> {
  const jpeg = await drawn(300, 200).jpeg();
  const text = Buffer.from(`${secret}\0`);
  const tiff = Buffer.alloc(8 + 2 + 24 + 4);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(2, 8);
  writeEntry(tiff, 10, { tag: 0x0112, type: 3, count: 1, value: 6 });
  writeEntry(tiff, 22, { tag: 0x010e, type: 2, count: text.length, value: tiff.length });
  const exif = Buffer.concat([Buffer.from('Exif\0\0'), tiff, text]);
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(exif.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, exif, jpeg.subarray(2)]);
}

function writeEntry(
  tiff: Buffer,
  at: number,
  { tag, type, count, value }: { tag: number; type: number; count: number; value: number },
): void {
  tiff.writeUInt16LE(tag, at);
  tiff.writeUInt16LE(type, at + 2);
  tiff.writeUInt32LE(count, at + 4);
  tiff.writeUInt32LE(value, at + 8);
}
