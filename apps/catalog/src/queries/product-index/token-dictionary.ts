import type { LocalizedText } from '../../domain/localized-text.ts';
import { amountOf, type NamedProperty, type PropertyKind, propertyName } from '../named-property.ts';

/** One thing that products differ in: the brand, or the attribute "screen". */
export interface Property extends NamedProperty {
  readonly id: number;
  /** Its values by the ids of their tokens. */
  readonly tokens: number[];
}

/** One value of a property, known by its number wherever products are compared. */
export interface Token {
  readonly id: number;
  readonly property: Property;
  readonly value: string;
  /** A number as such, a rating in hundredths of a star, a day as epoch milliseconds; NaN for whatever has no order. */
  readonly amount: number;
  /** For people; the value itself has to do without it. */
  text?: LocalizedText;
  hex?: string;
  /** How many products have it now. */
  uses: number;
}

/** What a product says of itself: a value, and how to show it. */
export interface Fact extends NamedProperty {
  /** What the attribute or option is called. */
  readonly label?: LocalizedText;
  readonly value: string;
  readonly text?: LocalizedText;
  readonly hex?: string;
}

/** Values as small numbers. Grows only: a value that no product has any more keeps its number. */
export class TokenDictionary {
  readonly tokens: Token[] = [];
  readonly properties: Property[] = [];
  private readonly propertyByName = new Map<string, Property>();
  private readonly tokenByValue: Map<string, Token>[] = [];

  /** One that counts in no unit. */
  property(kind: PropertyKind, code: string): Property | undefined {
    return this.propertyByName.get(propertyName({ kind, code }));
  }

  /** Properties of this code that any product has now; a code may be a number here and a choice there. */
  inUse(code: string): Property[] {
    return this.properties.filter((each) => each.code === code && each.tokens.some((id) => this.isUsed(id)));
  }

  token({ id }: Property, value: string): Token | undefined {
    return this.tokenByValue[id]?.get(value);
  }

  at(id: number): Token {
    const token = this.tokens[id];
    if (!token) throw new Error(`There is no token ${id}.`);
    return token;
  }

  /** The token of a fact, made when it is a new one. How the value is shown follows the last product that said it. */
  learn(fact: Fact): Token {
    const property = this.propertyByName.get(propertyName(fact)) ?? this.addProperty(fact);
    const token = this.token(property, fact.value) ?? this.addToken(property, fact.value);
    if (fact.text) token.text = fact.text;
    if (fact.hex) token.hex = fact.hex;
    return token;
  }

  private isUsed(id: number): boolean {
    return this.at(id).uses > 0;
  }

  private addProperty({ kind, code, unit }: Fact): Property {
    const property = { id: this.properties.length, kind, code, unit, tokens: [] };
    this.properties.push(property);
    this.propertyByName.set(propertyName(property), property);
    this.tokenByValue.push(new Map());
    return property;
  }

  private addToken(property: Property, value: string): Token {
    const token: Token = { id: this.tokens.length, property, value, amount: amountOf(property.kind, value), uses: 0 };
    this.tokens.push(token);
    property.tokens.push(token.id);
    this.tokenByValue[property.id]?.set(value, token);
    return token;
  }
}
