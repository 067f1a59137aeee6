/** Another server already runs on this data folder. `pid` is that server's process. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
  readonly folder: string
  readonly pid: number

  constructor(folder: string, pid: number) {
    super(
      `The data folder ${folder} is in use by another Five Hearts server (process ${pid}): ` +
        'stop that server first, or choose another folder.',
    )
    this.folder = folder
    this.pid = pid
  }
}

// What PostgreSQL or the system says, and what a person should read first.
const KNOWN_REASONS: [said: RegExp, means: string][] = [
  [/No space left on device|ENOSPC|Disk quota exceeded|EDQUOT|disk is full/, 'the disk is full'],
  [/Read-only file system|EROFS/, 'the disk is mounted read-only'],
  [/Cannot allocate memory|could not map anonymous shared memory/, 'the machine has too little free memory'],
  [/invalid locale name/, 'the locale C.UTF-8 is missing on this machine'],
  [/Permission denied|EACCES|EPERM/, 'permission is missing'],
]

/** The database could not be started or stopped; the message is for a person and ends with what PostgreSQL said. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
  readonly folder: string

  constructor(folder: string, whatFailed: string, said = '') {
    const reason = KNOWN_REASONS.find(([pattern]) => pattern.test(said))?.[1]
    const detail = said.trim() === '' ? '' : `\n${said.trim().replaceAll(/^/gm, '  ')}`
    super(`${whatFailed}${reason ? `: ${reason}` : ''} (data folder ${folder}).${detail}`)
    this.folder = folder
  }
}
