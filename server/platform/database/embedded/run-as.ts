// PostgreSQL refuses to run as root, and its data folder must belong to the user it runs as.
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { DatabaseUnavailable } from './errors.ts'

/** The user PostgreSQL runs as; undefined means as this process' own. */
export type RunAs = { uid: number; gid: number } | undefined

const SERVICE_USER = 'fivehearts'

/**
 * Decides whose processes and files the database is: the owner of an existing cluster, else the owner of the data
 * folder, else (both root's) the system user `fivehearts`, made when missing, or `nobody` where that is impossible.
 */
export function chooseRunAs(folder: string, cluster: string, log: (line: string) => void): RunAs {
  const mine = process.getuid?.()
  const clusterOwner = ownerOf(cluster)
  if (mine !== 0) {
    if (clusterOwner && clusterOwner.uid !== mine) {
      const message = `The database belongs to another user (${clusterOwner.uid}, this is ${mine}): run as that user`
      throw new DatabaseUnavailable(folder, message)
    }
    return undefined
  }
  const owner = [clusterOwner, ownerOf(folder)].find((one) => one && one.uid !== 0) ?? serviceUser(log)
  if (clusterOwner?.uid === 0) {
    // A copy or a restore made by root: give it back, PostgreSQL would refuse it.
    const { status, stderr } = spawnSync('chown', ['-R', `${owner.uid}:${owner.gid}`, cluster], {
      encoding: 'utf8',
    })
    if (status !== 0)
      throw new DatabaseUnavailable(folder, 'The database could not be given to its user', stderr)
  }
  return owner
}

function ownerOf(path: string): { uid: number; gid: number } | undefined {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat && { uid: stat.uid, gid: stat.gid }
}

function serviceUser(log: (line: string) => void): { uid: number; gid: number } {
  const known = lookUp(SERVICE_USER)
  if (known) return known
  const options = [
    '--system',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/usr/sbin/nologin',
  ]
  const { status } = spawnSync('/usr/sbin/useradd', [...options, SERVICE_USER])
  if (status === 0) log(`Made the system user ${SERVICE_USER}: PostgreSQL refuses to run as root.`)
  // Another process may have made it at the same moment, so what counts is whether it is there.
  return lookUp(SERVICE_USER) ?? lookUp('nobody') ?? { uid: 65534, gid: 65534 }
}

function lookUp(name: string): { uid: number; gid: number } | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' })
    return status === 0 ? Number(stdout) : 0
  })
  return uid && gid ? { uid, gid } : undefined
}
