export { BadBackup, UnclearRestore } from './bad-backup.ts'
export type { BackupProgress } from './progress.ts'
export { readBackupHead, refuseUsedDatabase, restoreBackup, type Restored } from './restore-backup.ts'
export { writeBackup, type MadeBackup, type WantedBackup } from './write-backup.ts'
