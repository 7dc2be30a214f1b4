import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { id } from '@tovar/contracts';
import { CurrentIdentity, IdempotencyKey, type Identity, RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData } from '@tovar/platform/graphql';
import { z } from 'zod';
import { CreateMethod } from '../commands/create-method.ts';
import { DeleteMethod } from '../commands/delete-method.ts';
import { EditMethod } from '../commands/edit-method.ts';
import { createMethodInput, type EditMethodInput, editMethodInput } from '../commands/method-input.ts';
import { type DeleteInput, deleteInput } from '../commands/zone-input.ts';
import { Methods } from '../queries/methods.ts';
import {
  CreateDeliveryMethodInput,
  CreateDeliveryMethodPayload,
  DeleteDeliveryMethodInput,
  DeleteDeliveryMethodPayload,
  DeliveryMethodConnection,
  DeliveryMethodType,
  EditDeliveryMethodInput,
  EditDeliveryMethodPayload,
  toMethodConnection,
  toMethodType,
} from './delivery-method.types.ts';

const creation = createMethodInput.extend({ idempotencyKey: z.string().nullish() });
type Creation = z.output<typeof creation>;

/** As many as may be asked for with all their rates: three lists deep they are dear. */
const WHOLE_METHODS = 10;

const plain = 'PlainUserError';
const REFUSALS = {
  VersionConflict: 'VersionConflictError',
  NotFound: plain,
  MethodCodeTaken: plain,
  UnknownZone: plain,
  UnknownCarrier: plain,
  RateMissing: plain,
  RateIsNotFlat: plain,
  RateStepsOverlap: plain,
  RateFallsWithWeight: plain,
};

@Resolver(() => DeliveryMethodType)
export class DeliveryMethodsResolver {
  constructor(
    private readonly methods: Methods,
    private readonly create: CreateMethod,
    private readonly edit: EditMethod,
    private readonly remove: DeleteMethod,
  ) {}

  @RequiresScopes('shipping:read:any')
  @Query(() => DeliveryMethodConnection, {
    description: 'How the shop delivers, enabled or not, in the order of their codes.',
  })
  async deliveryMethods(
    @Args('first', { type: () => Int, nullable: true, defaultValue: WHOLE_METHODS, description: '1 to 100.' }) first?:
      | number
      | null,
    @Args('after', { type: () => String, nullable: true, description: 'A cursor of this list.' }) after?: string | null,
  ): Promise<DeliveryMethodConnection> {
    return toMethodConnection(await this.methods.page({ first, after }));
  }

  @RequiresScopes('shipping:read:any')
  @Query(() => DeliveryMethodType, { description: 'A way of delivery with its rates.' })
  async deliveryMethod(@Args('id', { type: () => ID }, new Parsed(id)) methodId: string): Promise<DeliveryMethodType> {
    return toMethodType(await this.methods.get(methodId));
  }

  @RequiresScopes('shipping:write:any')
  @Mutation(() => CreateDeliveryMethodPayload, { description: 'Offers a further way of delivery.' })
  createDeliveryMethod(
    @Args('input', { type: () => CreateDeliveryMethodInput }, new Parsed(creation))
    { idempotencyKey, ...input }: Creation,
    @IdempotencyKey() header: string | undefined,
    @CurrentIdentity() { userId: staffId }: Identity,
  ): Promise<CreateDeliveryMethodPayload> {
    const call = { staffId, idempotencyKey: idempotencyKey ?? header };
    return this.answer(async () => (await this.create.execute(input, call)).result);
  }

  @RequiresScopes('shipping:write:any')
  @Mutation(() => EditDeliveryMethodPayload, {
    description: 'Changes what is named of a way of delivery; zones with their rates are replaced as a whole.',
  })
  editDeliveryMethod(
    @Args('input', { type: () => EditDeliveryMethodInput }, new Parsed(editMethodInput)) input: EditMethodInput,
  ): Promise<EditDeliveryMethodPayload> {
    return this.answer(() => this.edit.execute(input));
  }

  @RequiresScopes('shipping:write:any')
  @Mutation(() => DeleteDeliveryMethodPayload, {
    description: 'Forgets a way of delivery; orders keep what they were delivered by.',
  })
  async deleteDeliveryMethod(
    @Args('input', { type: () => DeleteDeliveryMethodInput }, new Parsed(deleteInput)) input: DeleteInput,
  ): Promise<DeleteDeliveryMethodPayload> {
    const { errors } = await refusalsAsData(() => this.remove.execute(input), REFUSALS);
    return errors.length > 0 ? { errors } : { deletedId: input.id, errors };
  }

  private async answer(write: () => Promise<{ id: string }>): Promise<EditDeliveryMethodPayload> {
    const { result, errors } = await refusalsAsData(write, REFUSALS);
    return { method: result && toMethodType(await this.methods.get(result.id)), errors };
  }
}
