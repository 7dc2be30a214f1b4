import { Database } from '@tovar/platform';
import { OrderRepository } from '../src/domain/order.repository.ts';
import { describeOrderRepository, type RepositoryUnderTest } from './order.repository.contract.ts';
import { OrdersShop } from './orders-shop.ts';

let world: OrdersShop;
let typeOrm: RepositoryUnderTest;

beforeAll(async () => {
  world = await OrdersShop.start();
  world.neighbours.behave({ stock: 'silent' });
  const app = world.shop.running.app('orders');
  const names = async (text: string, orderId: string) =>
    (await world.sql<{ name: string }>(text, [orderId])).map(({ name }) => name);
  typeOrm = {
    orders: app.get(OrderRepository),
    told: (orderId) => names('SELECT type AS name FROM platform.event WHERE subject = $1 ORDER BY entry', orderId),
    history: (orderId) =>
      names('SELECT event AS name FROM orders.order_history WHERE order_id = $1 ORDER BY entry', orderId),
    deadlines: async (orderId) =>
      (await names('SELECT key AS name FROM orders_jobs.later_job WHERE starts_with(key, $1)', orderId)).length,
    transaction: (work) => app.get(Database).transaction(work),
  };
});
afterAll(() => world.stop());

describeOrderRepository('TypeORM', () => typeOrm);
