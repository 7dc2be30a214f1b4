export { AccountsModule } from './accounts.module.ts';
export { CreateFirstAccounts, type FirstAccount } from './commands/create-first-accounts.ts';
