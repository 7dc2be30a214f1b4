export { AccountsModule } from './accounts.module.ts';
export { RotateSigningKeys } from './commands/rotate-signing-keys.ts';
export { CreateFirstAccounts, type FirstAccount } from './commands/create-first-accounts.ts';
export { FillDemoCustomers } from './commands/fill-demo-customers.ts';
export { CreateFirstAdmin, type FirstAdmin } from './commands/create-first-admin.ts';
