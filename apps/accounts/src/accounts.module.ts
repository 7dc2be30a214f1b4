import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { messages } from '@tovar/contracts';
import { PersonalData, PlatformConfig, ServiceModule, subgraph } from '@tovar/platform';
import { AccountsConfig } from './accounts.config.ts';
import { AccountsPersonalData } from './adapters/accounts-personal-data.ts';
import { Argon2PasswordHasher } from './adapters/argon2-password-hasher.ts';
import { CredentialLinkEntity } from './adapters/credential-link.entity.ts';
import { openKnownDevices, openOneTimeTokens, openRefreshTokens, openSigningKeys } from './adapters/key-files.ts';
import { LinkedPersonKeepers } from './adapters/linked-person-keepers.ts';
import { NapiAvatarMaker } from './adapters/napi-avatar-maker.ts';
import { RegistrationEntity } from './adapters/registration.entity.ts';
import { PostgresPresentedKeys } from './adapters/postgres-presented-keys.ts';
import { SecurityEventEntity } from './adapters/security-event.entity.ts';
import { RefreshTokenEntity, SessionEntity } from './adapters/session.entity.ts';
import { TypeOrmCredentialsRepository } from './adapters/typeorm-credentials.repository.ts';
import { TypeOrmRegistrationRepository } from './adapters/typeorm-registration.repository.ts';
import { TypeOrmSecurityLog } from './adapters/typeorm-security-log.ts';
import { TypeOrmSessionRepository } from './adapters/typeorm-session.repository.ts';
import { TypeOrmUserRepository } from './adapters/typeorm-user.repository.ts';
import { RoleAssignmentEntity, UserEntity } from './adapters/user.entity.ts';
import { AccountsConsumers } from './api/accounts.consumers.ts';
import { AccountsJobs } from './api/accounts.jobs.ts';
import { AddressNotDeliverableError } from './api/address.types.ts';
import { AddressesController } from './api/addresses.controller.ts';
import { AddressesResolver } from './api/addresses.resolver.ts';
import { ApiKeysController } from './api/api-keys.controller.ts';
import { ApiKeysResolver } from './api/api-keys.resolver.ts';
import { AvatarController } from './api/avatar.controller.ts';
import { CredentialsController } from './api/credentials.controller.ts';
import { CredentialsResolver } from './api/credentials.resolver.ts';
import { DataRequestsController } from './api/data-requests.controller.ts';
import { DataRequestsResolver } from './api/data-requests.resolver.ts';
import { FavouritesController } from './api/favourites.controller.ts';
import { FavouritesResolver } from './api/favourites.resolver.ts';
import { JwksController } from './api/jwks.controller.ts';
import { MailboxesController } from './api/mailboxes.controller.ts';
import { NoStoreInterceptor } from './api/no-store.interceptor.ts';
import { PermissionsController } from './api/permissions.controller.ts';
import { PermissionsResolver } from './api/permissions.resolver.ts';
import { PictureBodies } from './api/picture-bodies.ts';
import { ProfileController } from './api/profile.controller.ts';
import { ProfileResolver } from './api/profile.resolver.ts';
import { RegistrationController } from './api/registration.controller.ts';
import { RegistrationResolver } from './api/registration.resolver.ts';
import { BeyondOwnScopesError } from './api/role.types.ts';
import { RolesController } from './api/roles.controller.ts';
import { RolesResolver } from './api/roles.resolver.ts';
import { SecurityEventsController } from './api/security-events.controller.ts';
import { SecurityEventsResolver } from './api/security-events.resolver.ts';
import { SessionsController } from './api/sessions.controller.ts';
import { SessionsResolver } from './api/sessions.resolver.ts';
import { StaffController } from './api/staff.controller.ts';
import { StaffResolver } from './api/staff.resolver.ts';
import { USER_ERROR_TYPES } from './api/user.types.ts';
import { UsersResolver } from './api/users.resolver.ts';
import { AccessChange } from './commands/access-change.ts';
import { AssignRoles } from './commands/assign-roles.ts';
import { BlockUsers } from './commands/block-users.ts';
import { ChangeAddresses } from './commands/change-addresses.ts';
import { ChangeApiKeys } from './commands/change-api-keys.ts';
import { ChangeAvatar } from './commands/change-avatar.ts';
import { ChangeFavourites } from './commands/change-favourites.ts';
import { ChangePassword } from './commands/change-password.ts';
import { ConfirmEmailChange } from './commands/confirm-email-change.ts';
import { ConfirmPassword } from './commands/confirm-password.ts';
import { ChangeRoles } from './commands/change-roles.ts';
import { CreateFirstAccounts } from './commands/create-first-accounts.ts';
import { CreateFirstAdmin } from './commands/create-first-admin.ts';
import { FillDemoCustomers } from './commands/fill-demo-customers.ts';
import { BeginDataRequest } from './commands/data-requests/begin-data-request.ts';
import { ErasePerson } from './commands/data-requests/erase-person.ts';
import { ExportPerson } from './commands/data-requests/export-person.ts';
import { FetchExport } from './commands/data-requests/fetch-export.ts';
import { RequestProgress } from './commands/data-requests/request-progress.ts';
import { EndSessions } from './commands/end-sessions.ts';
import { ExchangeApiKey } from './commands/exchange-api-key.ts';
import { IssueTokens } from './commands/issue-tokens.ts';
import { LogIn } from './commands/log-in.ts';
import { LoginThrottle } from './commands/login-throttle.ts';
import { MailEmailChange } from './commands/mail-email-change.ts';
import { MailPasswordReset } from './commands/mail-password-reset.ts';
import { MailRegistration } from './commands/mail-registration.ts';
import { MailThrottle } from './commands/mail-throttle.ts';
import { OpenAccount } from './commands/open-account.ts';
import { Post } from './commands/post.ts';
import { RefreshSession } from './commands/refresh-session.ts';
import { Register } from './commands/register.ts';
import { ReplacePassword } from './commands/replace-password.ts';
import { RequestEmailChange } from './commands/request-email-change.ts';
import { RequestPasswordReset } from './commands/request-password-reset.ts';
import { ResendVerification } from './commands/resend-verification.ts';
import { ResetPassword } from './commands/reset-password.ts';
import { RevokeSession } from './commands/revoke-session.ts';
import { RotateSigningKeys } from './commands/rotate-signing-keys.ts';
import { StartRegistration } from './commands/start-registration.ts';
import { StartSession } from './commands/start-session.ts';
import { Throttle } from './commands/throttle.ts';
import { UpdateProfile } from './commands/update-profile.ts';
import { VerifyEmail } from './commands/verify-email.ts';
import { AvatarMaker } from './domain/avatar.ts';
import { CredentialsRepository } from './domain/credentials.repository.ts';
import { KnownDevices } from './domain/known-devices.ts';
import { OneTimeTokens } from './domain/one-time-tokens.ts';
import { PasswordHasher } from './domain/password-hasher.ts';
import { PersonKeepers } from './domain/person-keepers.ts';
import { PresentedKeys } from './domain/presented-keys.ts';
import { RefreshTokens } from './domain/refresh-tokens.ts';
import { RegistrationRepository } from './domain/registration.repository.ts';
import { SecurityLog } from './domain/security-log.ts';
import { SessionRepository } from './domain/session.repository.ts';
import { SigningKeys } from './domain/signing-keys.ts';
import { UserRepository } from './domain/user.repository.ts';
import { AddressBook } from './queries/address-book.ts';
import { AuditTrail } from './queries/audit-trail.ts';
import { DataRequests } from './queries/data-requests.ts';
import { FavouriteList } from './queries/favourite-list.ts';
import { LiveSessions } from './queries/live-sessions.ts';
import { Mailboxes } from './queries/mailboxes.ts';
import { OwnApiKeys } from './queries/own-api-keys.ts';
import { ProfileDetails } from './queries/profile-details.ts';
import { RoleList } from './queries/role-list.ts';
import { UserDetails } from './queries/user-details.ts';
import { UserList } from './queries/user-list.ts';

const keyPlaces = (platform: PlatformConfig, accounts: AccountsConfig) => ({
  dataDir: platform.DATA_DIR,
  signingKeysFile: accounts.ACCOUNTS_SIGNING_KEYS_FILE,
  refreshSecret: accounts.ACCOUNTS_REFRESH_SECRET,
  linkSecret: accounts.ACCOUNTS_LINK_SECRET,
});

/** Who may come in: users, their sessions, the tokens that prove them, and the roles that say what they may do. */
@Module({
  imports: [
    ServiceModule.for({
      name: 'accounts',
      messages,
      callers: 'every service',
      database: {
        entities: [
          UserEntity,
          RoleAssignmentEntity,
          RegistrationEntity,
          CredentialLinkEntity,
          SessionEntity,
          RefreshTokenEntity,
          SecurityEventEntity,
        ],
        migrations: join(import.meta.dirname, '../migrations'),
      },
      jobs: true,
      sendsMail: true,
      config: [PlatformConfig, AccountsConfig],
    }),
    subgraph({ codeFirst: { orphanedTypes: [...USER_ERROR_TYPES, AddressNotDeliverableError, BeyondOwnScopesError] } }),
  ],
  controllers: [
    RegistrationController,
    CredentialsController,
    ProfileController,
    AvatarController,
    SessionsController,
    JwksController,
    AddressesController,
    FavouritesController,
    PermissionsController,
    RolesController,
    StaffController,
    ApiKeysController,
    SecurityEventsController,
    DataRequestsController,
    MailboxesController,
  ],
  providers: [
    // in
    UsersResolver,
    ProfileResolver,
    PictureBodies,
    RegistrationResolver,
    CredentialsResolver,
    SessionsResolver,
    AccountsJobs,
    AccountsConsumers,
    { provide: APP_INTERCEPTOR, useClass: NoStoreInterceptor },
    AddressesResolver,
    FavouritesResolver,
    PermissionsResolver,
    RolesResolver,
    StaffResolver,
    ApiKeysResolver,
    SecurityEventsResolver,
    DataRequestsResolver,
    // does
    Register,
    StartRegistration,
    VerifyEmail,
    ResendVerification,
    OpenAccount,
    RequestPasswordReset,
    ResetPassword,
    ChangePassword,
    ReplacePassword,
    ConfirmPassword,
    RequestEmailChange,
    ConfirmEmailChange,
    MailRegistration,
    MailPasswordReset,
    MailEmailChange,
    Post,
    LogIn,
    LoginThrottle,
    MailThrottle,
    Throttle,
    StartSession,
    RefreshSession,
    EndSessions,
    RevokeSession,
    IssueTokens,
    RotateSigningKeys,
    CreateFirstAccounts,
    CreateFirstAdmin,
    FillDemoCustomers,
    UpdateProfile,
    ChangeAvatar,
    ChangeAddresses,
    ChangeFavourites,
    AccessChange,
    ChangeRoles,
    AssignRoles,
    BlockUsers,
    ChangeApiKeys,
    ExchangeApiKey,
    BeginDataRequest,
    ExportPerson,
    ErasePerson,
    RequestProgress,
    FetchExport,
    // answers
    UserDetails,
    ProfileDetails,
    LiveSessions,
    AddressBook,
    FavouriteList,
    RoleList,
    UserList,
    OwnApiKeys,
    AuditTrail,
    Mailboxes,
    DataRequests,
    // out
    { provide: UserRepository, useClass: TypeOrmUserRepository },
    { provide: RegistrationRepository, useClass: TypeOrmRegistrationRepository },
    { provide: CredentialsRepository, useClass: TypeOrmCredentialsRepository },
    { provide: SessionRepository, useClass: TypeOrmSessionRepository },
    { provide: PresentedKeys, useClass: PostgresPresentedKeys },
    { provide: SecurityLog, useClass: TypeOrmSecurityLog },
    { provide: PersonalData, useClass: AccountsPersonalData },
    { provide: PersonKeepers, useClass: LinkedPersonKeepers },
    {
      provide: PasswordHasher,
      inject: [AccountsConfig],
      useFactory: ({ ACCOUNTS_HASHING_CONCURRENCY: concurrency, ACCOUNTS_HASHING_QUEUE: queue }: AccountsConfig) =>
        new Argon2PasswordHasher({ concurrency, queue }),
    },
    { provide: AvatarMaker, useFactory: () => new NapiAvatarMaker({ concurrency: 2, queue: 16 }) },
    {
      provide: SigningKeys,
      inject: [PlatformConfig, AccountsConfig],
      useFactory: (platform: PlatformConfig, accounts: AccountsConfig) =>
        openSigningKeys(keyPlaces(platform, accounts)),
    },
    {
      provide: RefreshTokens,
      inject: [PlatformConfig, AccountsConfig],
      useFactory: (platform: PlatformConfig, accounts: AccountsConfig) =>
        openRefreshTokens(keyPlaces(platform, accounts)),
    },
    {
      provide: OneTimeTokens,
      inject: [PlatformConfig, AccountsConfig],
      useFactory: (platform: PlatformConfig, accounts: AccountsConfig) =>
        openOneTimeTokens(keyPlaces(platform, accounts)),
    },
    {
      provide: KnownDevices,
      inject: [PlatformConfig, AccountsConfig],
      useFactory: (platform: PlatformConfig, accounts: AccountsConfig) =>
        openKnownDevices(keyPlaces(platform, accounts)),
    },
  ],
})
export class AccountsModule {}
