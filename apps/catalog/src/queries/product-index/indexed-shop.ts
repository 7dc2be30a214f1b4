import { inLocale, LOCALES, type Locale, type LocalizedText } from '../../domain/localized-text.ts';
import type { CategoryNode } from '../category-tree.ts';
import { type NamedProperty, propertyName } from '../named-property.ts';
import { wordsOf } from './folded-words.ts';
import { type IndexedRow, toIndexedProduct } from './indexed-rows.ts';
import { NameOrder, type NameOrders } from './name-order.ts';
import { ProductColumns, type ProductNumber } from './product-columns.ts';
import { Vocabulary } from './vocabulary.ts';

interface ShownText {
  readonly version: number;
  readonly words: readonly string[];
}

/** Everything that is kept in memory of the published products: as it was at one moment, brought forward by `put` and `remove`. */
export class IndexedShop {
  /** Grows when products are found by other words than before. */
  textRevision = 0;
  readonly names: NameOrders = { EN: new NameOrder(), RU: new NameOrder() };
  readonly vocabulary = new Vocabulary();
  private current = new ProductColumns();
  private unarranged: Retold[] = [];
  private readonly texts: (ShownText | undefined)[] = [];
  /** What an attribute is called depends on what it is an attribute of. */
  private readonly labels = new Map<string, LocalizedText>();

  constructor(public categories: ReadonlyMap<string, CategoryNode>) {}

  get columns(): ProductColumns {
    return this.current;
  }

  /** Takes in products that are new or have changed. */
  put(rows: readonly IndexedRow[]): void {
    const retold = this.place(rows);
    this.current = this.current.compacted();
    if (retold.length === 0) return;
    for (const locale of LOCALES) this.names[locale].add(retold.map((each) => named(each, locale)));
    this.textRevision += 1;
  }

  /** Takes in the first products, step by step; `arrange` has to follow. */
  fill(rows: readonly IndexedRow[]): void {
    this.unarranged.push(...this.place(rows));
  }

  /** Puts what was filled in by the alphabets, as the database has ordered it. */
  arrange(idsByName: Readonly<Record<Locale, readonly string[]>>): void {
    for (const locale of LOCALES) {
      const numbers = idsByName[locale].map((id) => this.current.numberOf(id)).filter((number) => number !== undefined);
      this.names[locale].begin(
        this.unarranged.map((each) => named(each, locale)),
        numbers,
      );
    }
    this.unarranged = [];
  }

  /** Takes out products that are not shown any more; others are let alone. */
  remove(ids: readonly string[]): void {
    const numbers = ids.map((id) => this.current.numberOf(id)).filter((number) => number !== undefined);
    const shown = numbers.filter((number) => this.texts[number]);
    if (shown.length === 0) return;
    for (const number of shown) {
      this.current.remove(number);
      this.vocabulary.remove(this.texts[number]?.words ?? []);
      this.texts[number] = undefined;
    }
    for (const locale of LOCALES) this.names[locale].remove(shown);
    this.textRevision += 1;
  }

  /** How the attribute or option is called on products of the category. */
  labelOf(property: NamedProperty, categoryId: string): LocalizedText | undefined {
    return this.labels.get(`${categoryId} ${propertyName(property)}`);
  }

  /** Answers those whose texts have changed: their stock changes far more often. */
  private place(rows: readonly IndexedRow[]): Retold[] {
    return rows.flatMap((row) => {
      const product = toIndexedProduct(row);
      const number = this.current.put(product);
      for (const fact of product.facts)
        if (fact.label) this.labels.set(`${row.category_id} ${propertyName(fact)}`, fact.label);
      const before = this.texts[number];
      if (before?.version === row.version) return [];
      const words = wordsOf(`${row.name_en} ${row.name_ru} ${row.brand}`);
      this.vocabulary.remove(before?.words ?? []);
      this.vocabulary.add(words);
      this.texts[number] = { version: row.version, words };
      return [{ number, id: row.id, name: { en: row.name_en, ru: row.name_ru } }];
    });
  }
}

/** A product that is called otherwise than before. */
interface Retold {
  readonly number: ProductNumber;
  readonly id: string;
  readonly name: LocalizedText;
}

function named({ number, id, name }: Retold, locale: Locale): { number: ProductNumber; id: string; name: string } {
  return { number, id, name: inLocale(name, locale) };
}
