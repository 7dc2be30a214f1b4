export * from './certificate-authority.ts';
export * from './certificate-folder.ts';
