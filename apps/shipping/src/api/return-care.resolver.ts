import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { CurrentIdentity, type Identity, RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData } from '@tovar/platform/graphql';
import { DecideReturn } from '../commands/decide-return.ts';
import {
  type AboutReturnInput as About,
  aboutReturnInput,
  type ApproveReturnInput as Approval,
  approveReturnInput,
  type ReceiveReturnInput as Arrival,
  receiveReturnInput,
  type RejectReturnInput as Rejection,
  rejectReturnInput,
} from '../commands/return-input.ts';
import { Returns } from '../queries/returns.ts';
import {
  AboutReturnInput,
  ApproveReturnInput,
  ReceiveReturnInput,
  RejectReturnInput,
  ReturnPayload,
  toReturnType,
} from './return.types.ts';
import { RETURN_REFUSALS } from './returns.resolver.ts';

/** What staff decide about goods that come back. */
@Resolver()
export class ReturnCareResolver {
  constructor(
    private readonly returns: Returns,
    private readonly decisions: DecideReturn,
  ) {}

  @RequiresScopes('shipping:write:any')
  @Mutation(() => ReturnPayload, { description: 'Agrees that it may come back.' })
  approveReturn(
    @Args('input', { type: () => ApproveReturnInput }, new Parsed(approveReturnInput)) input: Approval,
    @CurrentIdentity() identity: Identity,
  ): Promise<ReturnPayload> {
    return this.answer(identity, input, () => this.decisions.approve(input, { staffId: identity.userId }));
  }

  @RequiresScopes('shipping:write:any')
  @Mutation(() => ReturnPayload, { description: 'Says no, and why.' })
  rejectReturn(
    @Args('input', { type: () => RejectReturnInput }, new Parsed(rejectReturnInput)) input: Rejection,
    @CurrentIdentity() identity: Identity,
  ): Promise<ReturnPayload> {
    return this.answer(identity, input, () => this.decisions.reject(input, { staffId: identity.userId }));
  }

  @RequiresScopes('shipping:write:any')
  @Mutation(() => ReturnPayload, { description: 'Says what has come, and gives back what was paid for it.' })
  receiveReturn(
    @Args('input', { type: () => ReceiveReturnInput }, new Parsed(receiveReturnInput)) input: Arrival,
    @CurrentIdentity() identity: Identity,
  ): Promise<ReturnPayload> {
    return this.answer(identity, input, () => this.decisions.receive(input, { staffId: identity.userId }));
  }

  @RequiresScopes('shipping:write:any')
  @Mutation(() => ReturnPayload, { description: 'Asks once more for the refund that was refused.' })
  refundReturn(
    @Args('input', { type: () => AboutReturnInput }, new Parsed(aboutReturnInput)) input: About,
    @CurrentIdentity() identity: Identity,
  ): Promise<ReturnPayload> {
    return this.answer(identity, input, () => this.decisions.refund(input, { staffId: identity.userId }));
  }

  @RequiresScopes('shipping:write:any')
  @Mutation(() => ReturnPayload, { description: 'Says that nothing more is to be done.' })
  closeReturn(
    @Args('input', { type: () => AboutReturnInput }, new Parsed(aboutReturnInput)) input: About,
    @CurrentIdentity() identity: Identity,
  ): Promise<ReturnPayload> {
    return this.answer(identity, input, () => this.decisions.close(input, { staffId: identity.userId }));
  }

  private async answer(identity: Identity, { returnId }: About, write: () => Promise<void>): Promise<ReturnPayload> {
    const { errors } = await refusalsAsData(write, RETURN_REFUSALS);
    if (errors.length > 0) return { errors };
    return { return: toReturnType(await this.returns.get(returnId, { identity }), { identity }), errors };
  }
}
