import { drawPicture } from '../src/index.ts';
import { someProducts } from './some-products.ts';
import { defectOf } from './well-formed.ts';

describe('drawPicture', () => {
  const products = someProducts();
  const drawn = products.flatMap((product) =>
    product.pictures.map((picture, index) => ({ ...picture, product, svg: drawPicture(product, index) })),
  );

  it('draws well-formed SVG for every product type', () => {
    expect(drawn.map(({ svg }) => defectOf(svg)).filter(Boolean)).toEqual([]);
    expect(
      drawn.every(({ svg }) => svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600"')),
    ).toBe(true);
  });

  it('stays within four kilobytes', () => {
    const tooLarge = drawn.filter(({ svg }) => Buffer.byteLength(svg) > 4096);
    expect(tooLarge.map(({ name, svg }) => `${name}: ${svg.length}`)).toEqual([]);
  });

  it('writes every number, and none to more than two decimals', () => {
    expect(drawn.filter(({ svg }) => /NaN|undefined|Infinity|\.\d{3}/.test(svg)).map(({ name }) => name)).toEqual([]);
  });

  it('holds nothing that runs or loads', () => {
    expect(drawn.filter(({ svg }) => /<script|<foreignObject|<image|href|\son\w+=|url\((?!#)/.test(svg))).toEqual([]);
  });

  it('is lit by gradients, throws a shadow and shows its colour', () => {
    const parts = (hex: string): string[] => ['<linearGradient', 'filter="url(#soft)"', hex];
    const plain = drawn.filter(({ svg, hex }) => !parts(hex).every((part) => svg.includes(part)));
    expect(plain.map(({ name }) => name)).toEqual([]);
  });

  it('gives each product type a silhouette of its own', () => {
    const shapes = new Map(drawn.map(({ product, svg }) => [svg.slice(svg.indexOf('</defs>')), product.type]));
    const types = new Set(products.map(({ type }) => type));
    expect(new Set(shapes.values())).toEqual(types);
  });

  it('names every picture once and has one for each variant', () => {
    expect(new Set(drawn.map(({ name }) => name)).size).toBe(drawn.length);
    const shown = products.flatMap(({ pictures, variants }) =>
      variants.map(({ sku, options, pictureIndex }) => ({
        sku,
        colour: options['colour'],
        name: pictures[pictureIndex]?.name,
      })),
    );
    expect(shown.filter(({ colour = '', name }) => !name?.endsWith(`${colour}.svg`))).toEqual([]);
  });

  it('refuses a picture that the product does not have', () => {
    const [product] = products;
    expect(() => product && drawPicture(product, 99)).toThrow(RangeError);
  });
});
