import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { id } from '@tovar/contracts';
import { CurrentIdentity, IdempotencyKey, type Identity, RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData } from '@tovar/platform/graphql';
import { z } from 'zod';
import { CreateZone } from '../commands/create-zone.ts';
import { DeleteZone } from '../commands/delete-zone.ts';
import { EditZone } from '../commands/edit-zone.ts';
import {
  createZoneInput,
  type DeleteInput,
  deleteInput,
  type EditZoneInput,
  editZoneInput,
} from '../commands/zone-input.ts';
import { Zones } from '../queries/zones.ts';
import {
  CreateDeliveryZoneInput,
  CreateDeliveryZonePayload,
  DeleteDeliveryZoneInput,
  DeleteDeliveryZonePayload,
  DeliveryZoneConnection,
  DeliveryZoneType,
  EditDeliveryZoneInput,
  EditDeliveryZonePayload,
  toZoneConnection,
  toZoneType,
} from './delivery-zone.types.ts';

const creation = createZoneInput.extend({ idempotencyKey: z.string().nullish() });
type Creation = z.output<typeof creation>;

const plain = 'PlainUserError';
const REFUSALS = {
  VersionConflict: 'VersionConflictError',
  NotFound: plain,
  ZoneCodeTaken: plain,
  AreaTaken: plain,
  AreaRepeated: plain,
  UnknownCountry: plain,
  ZoneInUse: plain,
};

@Resolver(() => DeliveryZoneType)
export class DeliveryZonesResolver {
  constructor(
    private readonly zones: Zones,
    private readonly create: CreateZone,
    private readonly edit: EditZone,
    private readonly remove: DeleteZone,
  ) {}

  @RequiresScopes('shipping:read:any')
  @Query(() => DeliveryZoneConnection, { description: 'Where the shop delivers to, in the order of their codes.' })
  async deliveryZones(
    @Args('first', { type: () => Int, nullable: true, description: '1 to 100; 20 unless given.' }) first?:
      | number
      | null,
    @Args('after', { type: () => String, nullable: true, description: 'A cursor of this list.' }) after?: string | null,
  ): Promise<DeliveryZoneConnection> {
    return toZoneConnection(await this.zones.page({ first, after }));
  }

  @RequiresScopes('shipping:read:any')
  @Query(() => DeliveryZoneType, { description: 'Where the shop delivers to on the same terms.' })
  async deliveryZone(@Args('id', { type: () => ID }, new Parsed(id)) zoneId: string): Promise<DeliveryZoneType> {
    return toZoneType(await this.zones.get(zoneId));
  }

  @RequiresScopes('shipping:write:any')
  @Mutation(() => CreateDeliveryZonePayload, { description: 'Makes a zone of countries or parts of them.' })
  createDeliveryZone(
    @Args('input', { type: () => CreateDeliveryZoneInput }, new Parsed(creation))
    { idempotencyKey, ...input }: Creation,
    @IdempotencyKey() header: string | undefined,
    @CurrentIdentity() { userId: staffId }: Identity,
  ): Promise<CreateDeliveryZonePayload> {
    const call = { staffId, idempotencyKey: idempotencyKey ?? header };
    return this.answer(async () => (await this.create.execute(input, call)).result);
  }

  @RequiresScopes('shipping:write:any')
  @Mutation(() => EditDeliveryZonePayload, {
    description: 'Changes what is named of a zone; areas are replaced as a whole.',
  })
  editDeliveryZone(
    @Args('input', { type: () => EditDeliveryZoneInput }, new Parsed(editZoneInput)) input: EditZoneInput,
  ): Promise<EditDeliveryZonePayload> {
    return this.answer(() => this.edit.execute(input));
  }

  @RequiresScopes('shipping:write:any')
  @Mutation(() => DeleteDeliveryZonePayload, { description: 'Forgets a zone that no method serves.' })
  async deleteDeliveryZone(
    @Args('input', { type: () => DeleteDeliveryZoneInput }, new Parsed(deleteInput)) input: DeleteInput,
  ): Promise<DeleteDeliveryZonePayload> {
    const { errors } = await refusalsAsData(() => this.remove.execute(input), REFUSALS);
    return errors.length > 0 ? { errors } : { deletedId: input.id, errors };
  }

  private async answer(write: () => Promise<{ id: string }>): Promise<EditDeliveryZonePayload> {
    const { result, errors } = await refusalsAsData(write, REFUSALS);
    return { zone: result && toZoneType(await this.zones.get(result.id)), errors };
  }
}
