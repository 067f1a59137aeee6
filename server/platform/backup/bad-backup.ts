/** A backup that cannot be written or restored; the message is one sentence for the person who runs the desk. */
export class BadBackup extends Error {}

export const damaged = (what: string): BadBackup =>
  new BadBackup(`The backup is damaged or cut off (${what}); nothing of it was restored.`)

/** The connection was lost while the restore was confirmed, and the database cannot be asked: it may be there or not. */
export class UnclearRestore extends BadBackup {
  constructor() {
    super(
      'The connection was lost while the database confirmed the restore, and it does not answer: the restore may have taken effect, and nothing was cleared away. When the database is back, run it again: either it says that the place is in use, and all is there, or it restores anew.',
    )
  }
}
