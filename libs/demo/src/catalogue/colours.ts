import type { LocalizedText } from '../demo-product.ts';
import { text } from './words.ts';

/** A colour of the shop's palette; `sku` is its part of a stock-keeping unit. */
export interface Colour {
  readonly code: string;
  readonly sku: string;
  readonly name: LocalizedText;
  readonly hex: string;
}

function colour(code: string, sku: string, russian: string, hex: string): Colour {
  return { code, sku, name: text(code.replace('-', ' '), russian), hex };
}

const black = colour('black', 'BLK', 'чёрный', '#2b2d34');
const graphite = colour('graphite', 'GRP', 'графитовый', '#555b66');
const silver = colour('silver', 'SLV', 'серебристый', '#c3c9d2');
const white = colour('white', 'WHT', 'белый', '#f2f1ee');
const gold = colour('gold', 'GLD', 'золотистый', '#d9b878');
const copper = colour('copper', 'CPR', 'медный', '#b9714b');
const blue = colour('blue', 'BLU', 'синий', '#2f66bd');
const sky = colour('sky-blue', 'SKY', 'голубой', '#86b9e8');
const navy = colour('navy', 'NVY', 'тёмно-синий', '#27366b');
const turquoise = colour('turquoise', 'TRQ', 'бирюзовый', '#37a8a8');
const mint = colour('mint', 'MNT', 'мятный', '#9ddcc2');
const green = colour('green', 'GRN', 'зелёный', '#3f9160');
const olive = colour('olive', 'OLV', 'оливковый', '#7a7f45');
const yellow = colour('yellow', 'YLW', 'жёлтый', '#efc84a');
const orange = colour('orange', 'ORG', 'оранжевый', '#e2822f');
const red = colour('red', 'RED', 'красный', '#c93f3d');
const burgundy = colour('burgundy', 'BRG', 'бордовый', '#812a3d');
const pink = colour('pink', 'PNK', 'розовый', '#e8a0b8');
const lilac = colour('lilac', 'LLC', 'сиреневый', '#b59dd9');
const beige = colour('beige', 'BGE', 'бежевый', '#dac8a8');
const brown = colour('brown', 'BRN', 'коричневый', '#845c3d');

/** Colours that suit a kind of thing: nobody sells a pink drill next to a bordeaux laptop. */
export const palettes = {
  devices: [black, graphite, silver, white, gold, blue, mint, lilac],
  appliances: [black, graphite, silver, white, copper, red, mint, beige],
  clothing: [black, white, graphite, navy, blue, sky, olive, green, red, burgundy, pink, lilac, beige, yellow],
  leather: [black, brown, beige, burgundy, navy, white, graphite],
  home: [white, beige, graphite, olive, turquoise, navy, mint, burgundy, brown, yellow],
  sport: [black, orange, red, green, turquoise, blue, yellow, graphite, olive],
  covers: [burgundy, navy, green, turquoise, orange, graphite, beige, blue, brown, yellow],
  beauty: [pink, lilac, gold, mint, sky, white, turquoise, copper],
  toys: [red, yellow, blue, green, orange, turquoise, pink, brown, beige],
  packs: [green, copper, burgundy, olive, gold, turquoise, navy, brown],
} as const satisfies Record<string, readonly Colour[]>;
