import {
  buildASTSchema,
  type DocumentNode,
  type GraphQLObjectType,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import type { CommittedSubgraph } from './committed-documents.ts';
import { everythingOf } from './operation-builder.ts';

/** How a service is asked for one of its entities by its id. */
export interface EntityQuery {
  readonly service: string;
  readonly type: string;
  readonly query: string;
}

const DEPTH = 5;

/** One query for each type of the subgraph that the gateway may ask for by id. */
export function entityQueries({ service, document }: CommittedSubgraph): EntityQuery[] {
  const schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  return entitiesOf(document).map((name) => {
    const type = schema.getType(name);
    if (!isObjectType(type)) throw new Error(`${name} is no type of ${service}.`);
    return { service, type: name, query: entityQuery(type) };
  });
}

function entityQuery(type: GraphQLObjectType): string {
  const everything = everythingOf(type, DEPTH);
  return `query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on ${type.name} ${everything} } }`;
}

function entitiesOf({ definitions }: DocumentNode): string[] {
  return definitions
    .filter((each): each is ObjectTypeDefinitionNode => each.kind === Kind.OBJECT_TYPE_DEFINITION)
    .filter(({ directives = [] }) => directives.some((directive) => isKeyById(directive)))
    .map(({ name }) => name.value);
}

/** A key that cannot be resolved is a mere reference to another service's type. */
function isKeyById(directive: NonNullable<ObjectTypeDefinitionNode['directives']>[number]): boolean {
  if (directive.name.value !== 'key') return false;
  const values = new Map(directive.arguments?.map(({ name, value }) => [name.value, 'value' in value && value.value]));
  return values.get('fields') === 'id' && values.get('resolvable') !== false;
}
