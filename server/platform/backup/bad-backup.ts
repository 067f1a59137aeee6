/** A backup that cannot be written or restored; the message is one sentence for the person who runs the desk. */
export class BadBackup extends Error {}

export const damaged = (what: string): BadBackup =>
  new BadBackup(`The backup is damaged or cut off (${what}); nothing of it was restored.`)
