import { followOrder } from './follow-order.ts';
import { CommandLineError } from '../command-line.ts';
import type { Narrator } from './narrator.ts';
import type { People } from './people.ts';

interface Bought {
  readonly order: { readonly lines: readonly { readonly variant: { readonly id: string } }[] };
}

interface Returned {
  readonly return: {
    readonly id: string;
    readonly version: number;
    readonly refund: { readonly decimal: string; readonly currency: string } | null;
  };
}

const LINES = 'query ($id: ID!) { order(id: $id) { lines { variant { id } } } }';
const RETURNED = '{ return { id version refund { decimal currency } } errors { code message } }';
const ASK = `mutation ($input: RequestReturnInput!) { requestReturn(input: $input) ${RETURNED} }`;
const APPROVE = `mutation ($input: ApproveReturnInput!) { approveReturn(input: $input) ${RETURNED} }`;
const RECEIVE = `mutation ($input: ReceiveReturnInput!) { receiveReturn(input: $input) ${RETURNED} }`;

/** A customer sends the last thing of a delivered order back and sees live how the money comes back. */
export async function returnItem(
  { customer, staff }: Pick<People, 'customer' | 'staff'>,
  { orderId, reason }: { readonly orderId: string; readonly reason: string },
  narrator: Narrator,
): Promise<void> {
  const { order } = await customer.graphql<Bought>(LINES, { id: orderId });
  const variantId = order.lines.at(-1)?.variant.id;
  if (!variantId) throw new CommandLineError('The order has no lines.');
  const wish = { orderId, reason, lines: [{ variantId, quantity: 1 }] };
  const asked = await customer.change<Returned>(ASK, { input: wish });
  narrator.say(`asked to send one thing back: ${reason}`);
  const following = followOrder(customer, { id: orderId, until: 'PARTIALLY_REFUNDED' }, narrator);
  const { id: returnId, version } = asked.return;
  const approved = await staff.change<Returned>(APPROVE, { input: { returnId, expectedVersion: version } });
  const goods = { returnId, expectedVersion: approved.return.version };
  const received = await staff.change<Returned>(RECEIVE, {
    input: { ...goods, lines: [{ variantId, restocked: 1, damaged: 0 }] },
  });
  const { refund } = received.return;
  narrator.say(`the shop has it, as good as new; ${refund?.decimal} ${refund?.currency} go back`);
  await following;
}
