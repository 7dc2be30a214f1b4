import type { Subgraph } from '../../../src/federation/compose.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@external",
  "@requires", "@provides", "@shareable", "@inaccessible", "@override", "@interfaceObject", "@authenticated"])`;

const catalog = `${LINK}
  type Query {
    product(id: ID!): Product
    products(first: Int = 3, filter: Filter): [Product!]!
    shelves: [[Product]]
    media: [Media!]!
    oldest: Media
    search(words: [String!]): [Found]
    viewer: Viewer @shareable
    nodes: [Node!]
    constructor: Thing
  }
  type Mutation { rename(id: ID!, name: String): Product  archive(ids: [ID!]!): [Product] }
  interface Node { id: ID! }
  interface Media @key(fields: "id") { id: ID! title: String }
  type Book implements Media & Node @key(fields: "id") { id: ID! title: String pages: Int! author: Person }
  type Film implements Media & Node @key(fields: "id") { id: ID! title: String minutes: Int cut: [Film!] }
  union Found = Product | Book | Category
  type Category { id: ID! name: String! top: Product parent: Category @shareable }
  type Viewer @shareable { name: String theme: Theme }
  type Thing { toString: String valueOf: Int hasOwnProperty: Thing }
  enum Theme { LIGHT DARK SECRET @inaccessible }
  input Filter { text: String, themes: [Theme!], limits: Limits, ids: [ID] }
  input Limits { low: Int = 1, high: Int }
  scalar JSON
  type Product implements Node @key(fields: "id") @key(fields: "sku") {
    id: ID!
    sku: String!
    name: String
    label(prefix: String = "a", upper: Boolean): String!
    size: Size @shareable
    weight(unit: Unit = G): Int
    tags: [String]
    extra: JSON
    maker: Maker
    moved: String
    related(first: Int): [Product!]
    cover: Media
    internal: String @inaccessible
  }
  enum Unit { G KG }
  type Size @shareable { width: Int height: Int unit: Unit }
  type Maker @key(fields: "code country { iso }") { code: String! country: Country! name: String }
  type Country @shareable { iso: ID! name: String }
  type Person @key(fields: "id") { id: ID! name: String @shareable }
`;

const stock = `${LINK}
  type Query { viewer: Viewer @shareable  scarce: [Product!]  mixed: [Stocked] }
  type Mutation { restock(sku: String!, by: Int = 1): Product! }
  interface Stocked { sku: String! stock: Int! }
  type Product implements Stocked @key(fields: "sku") {
    sku: String!
    stock: Int!
    weight(unit: Unit = G): Int @external
    size: Size @external
    tags: [String] @external
    shipping(express: Boolean = false): String @requires(fields: "weight size { width height }")
    parcel: String @requires(fields: "tags")
    moved: String @override(from: "catalog")
    substitutes: [Product]
    warehouse: Warehouse
  }
  enum Unit { G KG }
  type Size @shareable { width: Int height: Int unit: Unit }
  type Viewer @shareable { name: String city: String }
  type Warehouse @key(fields: "id") { id: ID! place: Country keeper: Person @provides(fields: "name") rooms: [Room!] }
  type Room implements Stocked { sku: String! stock: Int! holds: Product }
  type Country @shareable { iso: ID! name: String }
  type Person @key(fields: "id") { id: ID! name: String @external }
`;

const social = `${LINK}
  type Query { me: Person @authenticated  bestReview: Review  reviews(by: ID): [Review] }
  type Mutation { review(input: ReviewInput!): Review }
  input ReviewInput { product: ID!, text: String = "none", stars: [Int!] }
  type Media @interfaceObject @key(fields: "id") { id: ID! likes: Int! reviews(last: Int): [Review!] fans: [Person] }
  type Product @key(fields: "id") { id: ID! reviews: [Review!]! rating: Float best: Review }
  type Maker @key(fields: "code country { iso }") { code: String! country: Country! reviews: [Review] }
  type Country @shareable { iso: ID! name: String }
  type Review @key(fields: "id") { id: ID! text: String! stars: Int author: Person! about: Subject reply: Review }
  union Subject = Product | Person
  type Person @key(fields: "id") {
    id: ID!
    name: String @shareable
    nick: String!
    reviews: [Review!]!
    friends: [Person!]
    watched: [Media]
    favourite: Product
  }
`;

const people = `${LINK}
  type Query { person(id: ID!): Person  people(ids: [ID!]!): [Person]! }
  type Person @key(fields: "id") {
    id: ID!
    email: String
    nick: String! @external
    greeting: String! @requires(fields: "nick")
    favourite: Product @external
    gift: String @requires(fields: "favourite { id }")
    home: Address
  }
  type Address { street: String! country: Country! geo: [[Float!]!] }
  type Country @shareable { iso: ID! name: String }
  type Product @key(fields: "id", resolvable: false) { id: ID! }
  type Book @key(fields: "id") { id: ID! lentTo: Person isbn: String! }
  type Warehouse @key(fields: "id") { id: ID! manager: Person! }
`;

/** Four subgraphs in which everything happens that Federation allows, and names that JavaScript knows. */
export const nastySubgraphs: readonly Subgraph[] = Object.entries({ catalog, stock, social, people }).map(
  ([name, sdl]) => ({ name, sdl }),
);
