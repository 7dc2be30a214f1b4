import { Readable } from 'node:stream';
import fc from 'fast-check';
import type { ExportedProduct } from './exported-product.ts';
import { firstProduct, productsOfFile } from './products-of-file.ts';
import { csvWriter, jsonLinesWriter } from './write-products.ts';
import type { WrittenProduct } from './written-product.ts';

const KINDS = [
  { currency: 'EUR', taxIncluded: true },
  { currency: 'JPY', taxIncluded: true },
  { currency: 'KWD', taxIncluded: false },
];

const NASTY = ['=', '+', '-', '@', "'", '"', ',', ';', '\t', '\n', '\r', 'é', '€', ' ', 'a'];

/** Whatever a text can be, above all what CSV and spreadsheets stumble over. */
const aText = fc
  .oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom(...NASTY) }))
  .filter((text) => text !== '' && !text.includes('\0'));
const texts = fc.record({ en: aText, ru: aText });
const aVariant = fc.record({
  sku: fc.stringMatching(/^[A-Z]{4,8}$/),
  name: texts,
  options: fc.constant([]),
  weightGrams: fc.nat(),
  isEnabled: fc.boolean(),
  stockOnHand: fc.nat(1_000_000),
  prices: fc
    .subarray(KINDS)
    .chain((kinds) =>
      fc.tuple(...kinds.map((kind) => fc.bigInt(0n, 10n ** 15n).map((amount) => ({ amount: `${amount}`, ...kind })))),
    ),
});
const aProduct = fc.record({
  slug: fc.uuid(),
  category: fc.constant('a/b'),
  type: fc.constantFrom(null, 'lamp'),
  status: fc.constant('DRAFT'),
  brand: aText,
  taxCategory: fc.constantFrom('STANDARD', 'REDUCED'),
  name: texts,
  description: texts,
  attributes: fc.array(
    fc.record({ code: fc.constant('wide'), kind: fc.constant('TEXT' as const), label: texts, value: aText }),
  ),
  variants: fc.array(aVariant, { minLength: 1, maxLength: 4 }),
});

describe('a file of products', () => {
  it.each(['CSV', 'JSONL'] as const)('says as %s what was written into it', async (format) => {
    const writer = format === 'CSV' ? csvWriter(KINDS) : jsonLinesWriter;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(aProduct, { selector: ({ slug }) => slug }),
        fc.integer({ min: 1, max: 50 }),
        async (products, pieceSize) => {
          const text = writer.head + products.map((product) => writer.write(product)).join('');
          const read = await readAll(Buffer.from(text), format, pieceSize);
          expect(read.flatMap(({ errors }) => errors)).toEqual([]);
          expect(read.map(({ value }) => normalised(value as ExportedProduct))).toEqual(products.map(normalised));
        },
      ),
    );
  });

  it.each(['CSV', 'JSONL'] as const)('can be read on as %s from wherever a product ends', async (format) => {
    const writer = format === 'CSV' ? csvWriter(KINDS) : jsonLinesWriter;
    const products = fc.sample(fc.uniqueArray(aProduct, { selector: ({ slug }) => slug, minLength: 5 }), {
      numRuns: 5,
      seed: 1,
    });
    for (const some of products) {
      const file = Buffer.from(writer.head + some.map((product) => writer.write(product)).join(''));
      const all = await readAll(file, format, 64);
      for (const [index, { end }] of all.entries()) {
        const rest = await Array.fromAsync(productsOfFile(opener(file, 64), format, end));
        expect(rest.map(({ value, end: restEnd }) => [value, restEnd])).toEqual(
          all.slice(index + 1).map(({ value, end: allEnd }) => [value, allEnd]),
        );
      }
    }
  });

  it('holds no more of a long file than its readers have asked for', async () => {
    let made = 0;
    const line = `${JSON.stringify({ slug: 'a', text: 'x'.repeat(1_000) })}\n`;
    const block = Buffer.from(line.repeat(65));
    async function* endless() {
      for (;;) {
        made += block.length;
        yield block;
      }
    }
    let read = 0;
    for await (const { end } of productsOfFile(async () => ({ contentType: '', bytes: endless() }), 'JSONL', {
      byte: 0,
      line: 1,
    })) {
      read = end.byte;
      expect(made - read).toBeLessThan(2 * block.length);
      if (read > 200_000_000) break;
    }
    expect(read).toBeGreaterThan(200_000_000);
  });
});

async function readAll(file: Buffer, format: 'CSV' | 'JSONL', pieceSize: number): Promise<WrittenProduct[]> {
  const open = opener(file, pieceSize);
  return Array.fromAsync(productsOfFile(open, format, await firstProduct(open, format)));
}

function opener(file: Buffer, pieceSize: number) {
  return async (fromByte: number) => {
    const rest = file.subarray(fromByte);
    const pieces = Array.from({ length: Math.ceil(rest.length / pieceSize) }, (_, index) =>
      rest.subarray(index * pieceSize, (index + 1) * pieceSize),
    );
    return { contentType: '', bytes: Readable.from(pieces) };
  };
}

/** An empty cell says nothing, so that a file without a type and one with the type null are the same. */
function normalised({ type, attributes, ...product }: ExportedProduct) {
  return {
    ...product,
    type: type ?? null,
    attributes,
    variants: product.variants.map(({ prices, options, ...variant }) => ({
      ...variant,
      options,
      prices: prices ?? [],
    })),
  };
}
