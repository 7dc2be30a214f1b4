import { getNamedType, type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';
import { scopesOf } from './access-of.ts';
import { type RootField, rootFieldsOf } from './operation-builder.ts';

/**
 * Who may see what, type by type. A new type of the graph belongs into one of these lists before it works: whoever adds
 * it has to say whose it is. An owned type needs a sample in owned-things.ts as well.
 */
export const OWNED_TYPES: Readonly<Record<string, readonly string[]>> = {
  // Owner, and besides the owner whoever has one of these scopes.
  User: ['accounts:manage:any', 'analytics:read:any'],
  Session: [],
  Address: [],
  ApiKey: [],
  SecurityEvent: ['accounts:manage:any'],
  FavouriteEdge: [],
  DataRequest: ['persons:export:any', 'persons:erase:any'],
  Notification: [],
  NotificationSettings: [],
  Cart: [],
  Order: ['orders:read:any', 'orders:cancel:any'],
  Payment: ['payments:read:any', 'payments:refund:any'],
  // While it waits for a moderator; everybody sees an approved one.
  Review: ['reviews:moderate:any'],
  Shipment: ['shipping:read:any', 'shipping:write:any'],
  Return: ['shipping:read:any', 'shipping:write:any'],
};

/** Of nobody in particular: everybody may see them, or a scope opens them for all things alike, or they say what the caller may. */
export const PUBLIC_TYPES: readonly string[] = [
  'AmountLimit',
  'AttributeChoice',
  'AttributeDefinition',
  'AttributeDependency',
  'Category',
  'Comment',
  'CommentConnection',
  'Conditions',
  'DeliveryEstimate',
  'DeliveryQuote',
  'Denial',
  'Facet',
  'FacetValue',
  'Grant',
  'LocalizedText',
  'Money',
  'OwnPermissions',
  'PageInfo',
  'PaymentMethod',
  'Permission',
  'PickupPoint',
  'PickupPointConnection',
  'PickupPointEdge',
  'Picture',
  'Price',
  'Product',
  'ProductAttribute',
  'ProductConnection',
  'ProductEdge',
  'ProductOption',
  'ProductOptionValue',
  'ProductRating',
  'ProductType',
  'ProductTypeConnection',
  'QuantityPrice',
  'ReviewPicture',
  'ReviewRules',
  'StarCount',
  'Suggestion',
  'Variant',
  'VariantOption',
];

interface Graph {
  readonly types: readonly GraphQLObjectType[];
  readonly fields: readonly RootField[];
}

/** Types that are in neither list, not merely a part of what is owned, and not for staff alone. */
export function unlistedTypes(schema: GraphQLSchema): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const types = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__') && !roots.includes(type),
  );
  const open = types.filter(
    (type) => !(type.name in OWNED_TYPES) && !PUBLIC_TYPES.includes(type.name) && !isAnswerOfWrite(type),
  );
  const graph = { types, fields: rootFieldsOf(schema) };
  return open.filter((type) => !isGuarded(type, graph, [])).map(({ name }) => name);
}

/** What a mutation answers: it carries the things it is about, and why it was refused. */
function isAnswerOfWrite(type: GraphQLObjectType): boolean {
  return type.name.endsWith('Payload') || type.getInterfaces().some(({ name }) => name === 'UserError');
}

/** Every way to the type leads through an owned type, a list of one, the answer of a write, or a field for staff. */
function isGuarded(type: GraphQLObjectType, graph: Graph, seen: readonly string[]): boolean {
  if (listsOwned(type)) return true;
  const parents = graph.types.filter((parent) => parent !== type && holds(parent, type) && !seen.includes(parent.name));
  const fields = graph.fields.filter(({ field }) => getNamedType(field.type) === type);
  if (parents.length + fields.length === 0) return false;
  return (
    fields.every(({ name }) => isForStaff(name)) &&
    parents.every(
      (parent) =>
        parent.name in OWNED_TYPES || isAnswerOfWrite(parent) || isGuarded(parent, graph, [...seen, type.name]),
    )
  );
}

/** A scope for any thing of its kind, whosever it is. */
function isForStaff(field: string): boolean {
  const scopes = scopesOf(field);
  return scopes.length > 0 && scopes.every((scope) => scope.endsWith(':any'));
}

/** `OrderConnection` and `OrderEdge` are as much somebody's as the orders in them. */
function listsOwned({ name }: GraphQLObjectType): boolean {
  return Object.keys(OWNED_TYPES).some(
    (owned) =>
      name === `${owned}Connection` || name === `${owned}Edge` || name === owned.replace(/Edge$/, 'Connection'),
  );
}

function holds(parent: GraphQLObjectType, type: GraphQLObjectType): boolean {
  return Object.values(parent.getFields()).some((field) => getNamedType(field.type) === type);
}
