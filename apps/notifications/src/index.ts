export { RebuildFavourites } from './commands/rebuild-favourites.ts';
export { NotificationsModule } from './notifications.module.ts';
