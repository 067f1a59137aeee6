export { createLinkCredentials, makePrivateLink, privateAddress, revokePrivateLinks } from './links.ts'
