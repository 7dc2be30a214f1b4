import { cameraPicture, drawn, pixelBomb } from '@tovar/testing';

import { readPictureHeader } from './picture-header.ts';
import { requirePicture } from './require-picture.ts';

const size = { width: 30, height: 20 };

describe("a picture's header", () => {
  it('is read of PNG, JPEG and both kinds of WebP', async () => {
    const picture = drawn(30, 20);
    expect(readPictureHeader(await picture.png())).toEqual({ type: 'png', ...size });
    expect(readPictureHeader(await picture.jpeg())).toEqual({ type: 'jpeg', ...size });
    expect(readPictureHeader(await picture.webp(80))).toEqual({ type: 'webp', ...size });
    expect(readPictureHeader(await picture.webpLossless())).toEqual({ type: 'webp', ...size });
    expect(readPictureHeader(await cameraPicture('x'))).toEqual({ type: 'jpeg', width: 300, height: 200 });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('a text that is long enough to hold a header of any kind')],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a GIF', Buffer.from('GIF89a\u0001\u0000\u0001\u0000'.padEnd(60, '\0'), 'latin1')],
    ['HTML that begins like PNG', Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.from('<html>')])],
  ])('[INJ-02] is not seen in %s', (_what, bytes) => {
    expect(readPictureHeader(bytes)).toBeUndefined();
  });

  it('[INJ-02] never fails, wherever the file is cut off', async () => {
    const picture = drawn(30, 20);
    for (const file of [await picture.png(), await picture.jpeg(), await picture.webp(80)]) {
      for (let length = 0; length < Math.min(file.length, 700); length += 1) {
        expect(() => readPictureHeader(file.subarray(0, length))).not.toThrow();
      }
    }
  });

  it('[INJ-02] refuses more pixels than are allowed, and an animation', async () => {
    expect(() => requirePicture(pixelBomb(50_000, 50_000), 25_000_000)).toThrow('25000000 are allowed');
    expect(() => requirePicture(pixelBomb(0, 10), 25_000_000)).toThrow('cannot be read');
    const still = await drawn(30, 20).webp(80);
    const extended = Buffer.concat([still.subarray(0, 12), extension({ animated: true }), still.subarray(12)]);
    expect(readPictureHeader(extended)).toBeUndefined();
  });

  it('[INJ-02] counts the larger of a small canvas and the picture in it', async () => {
    const inner = await drawn(30, 20).webp(80);
    const file = Buffer.concat([inner.subarray(0, 12), extension({ animated: false }), inner.subarray(12)]);
    expect(readPictureHeader(file)).toEqual({ type: 'webp', ...size });
  });
});

/** The extended form's chunk: a canvas of one pixel. */
function extension({ animated }: { animated: boolean }): Buffer {
  const chunk = Buffer.alloc(18);
  chunk.write('VP8X', 0, 'latin1');
  chunk.writeUInt32LE(10, 4);
  chunk.writeUInt8(animated ? 2 : 0, 8);
  return chunk;
}
