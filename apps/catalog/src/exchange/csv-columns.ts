import { formatDecimal, isCurrencyCode, money, parseDecimal } from '@tovar/contracts';
import { ImportFileUnreadable } from '../domain/import/import.errors.ts';

/** Where a column's cell belongs, and what is made of its text. Throws an `Error` for a text that is none of its kind. */
export interface CsvColumn {
  readonly name: string;
  /** Whether the rows of one product say it once together, or each for its variant. */
  readonly of: 'product' | 'variant';
  readonly path: readonly string[];
  /** A list gets the value as one more entry. */
  readonly isEntry?: boolean;
  read(text: string): unknown;
}

const asText = (text: string): string => text;
/** What is no number is left as it is: the rules of products say what is wrong with it. */
const asNumber = (text: string): unknown => (/^-?\d{1,15}$/.test(text) ? Number(text) : text);
const asBoolean = (text: string): unknown => (text === 'true' || text === 'false' ? text === 'true' : text);
const asJson = (text: string): unknown => JSON.parse(text);

function fixed(
  of: CsvColumn['of'],
  name: string,
  path: readonly string[],
  read: CsvColumn['read'] = asText,
): [string, CsvColumn] {
  return [name, { name, of, path, read }];
}

/** The columns with a fixed name, in the order in which an export has them. */
export const FIXED_COLUMNS: ReadonlyMap<string, CsvColumn> = new Map([
  fixed('product', 'slug', ['slug']),
  fixed('variant', 'sku', ['sku']),
  fixed('product', 'category', ['category']),
  fixed('product', 'type', ['type']),
  fixed('product', 'status', ['status']),
  fixed('product', 'brand', ['brand']),
  fixed('product', 'tax_category', ['taxCategory']),
  fixed('product', 'name_en', ['name', 'en']),
  fixed('product', 'name_ru', ['name', 'ru']),
  fixed('product', 'description_en', ['description', 'en']),
  fixed('product', 'description_ru', ['description', 'ru']),
  fixed('product', 'attributes', ['attributes'], asJson),
  fixed('variant', 'variant_name_en', ['name', 'en']),
  fixed('variant', 'variant_name_ru', ['name', 'ru']),
  fixed('variant', 'options', ['options'], asJson),
  fixed('variant', 'weight_grams', ['weightGrams'], asNumber),
  fixed('variant', 'enabled', ['isEnabled'], asBoolean),
  fixed('variant', 'stock', ['stockOnHand'], asNumber),
]);

const REQUIRED = ['slug', 'sku'];

/** The columns of a header line. Throws `ImportFileUnreadable`. */
export function columnsOf(header: readonly string[]): CsvColumn[] {
  const columns = header.map((name) => {
    const known = FIXED_COLUMNS.get(name) ?? attributeColumn(name) ?? priceColumn(name);
    if (!known) throw refused('UNKNOWN_COLUMN', `There is no column "${name.slice(0, 100)}".`, name);
    return known;
  });
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) throw refused('DUPLICATE_COLUMN', `The column "${twice}" is there twice.`, twice);
  const missing = REQUIRED.find((name) => !header.includes(name));
  if (missing) throw refused('MISSING_COLUMN', `There is no column "${missing}".`, missing);
  return columns;
}

/** `attribute:colour`: the value of an attribute that the product's type describes. */
function attributeColumn(name: string): CsvColumn | undefined {
  const code = /^attribute:([\w-]{1,50})$/.exec(name)?.[1];
  if (!code) return undefined;
  return { name, of: 'product', path: ['attributes'], isEntry: true, read: (value) => ({ code, value }) };
}

/** `price:EUR`, or `price:USD:net` for a price to which tax is added: an amount as people write it, such as 12.99. */
function priceColumn(name: string): CsvColumn | undefined {
  const { currency = '', net } = /^price:(?<currency>[A-Z]{3})(?<net>:net)?$/.exec(name)?.groups ?? {};
  if (!isCurrencyCode(currency)) return undefined;
  const read = (text: string): unknown => {
    const { amount } = parseDecimal(text, currency);
    return { amount: `${amount}`, currency, taxIncluded: net === undefined };
  };
  return { name, of: 'variant', path: ['prices'], isEntry: true, read };
}

/** The name of the column for such a price, and its cell. */
export function priceCell(price: { currency: string; amount: string; taxIncluded: boolean }): [string, string] {
  const { currency, amount, taxIncluded } = price;
  const name = `price:${currency}${taxIncluded ? '' : ':net'}`;
  return [name, formatDecimal(money(BigInt(amount), currency))];
}

function refused(
  reason: 'UNKNOWN_COLUMN' | 'DUPLICATE_COLUMN' | 'MISSING_COLUMN',
  message: string,
  column: string,
): ImportFileUnreadable {
  return new ImportFileUnreadable(reason, message, { line: 1, column: column.slice(0, 100) });
}
