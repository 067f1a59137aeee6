import pg from 'pg'

/**
 * Who works on the queue. A job belongs to the pool that took it; when a process is killed its jobs would stay locked
 * for four hours. So every pool keeps a row and beats, and holds a lock of its database session, which ends with it.
 */
export interface Presence {
  /** Registers a pool and frees what the dead ones held. */
  enter(poolId: string): Promise<void>
  leave(): Promise<void>
}

const lockClass = 4_555_779
const beatMs = 5000
/** Locks of unregistered pools (killed in the instant between taking and registering) are looked for this seldom. */
const beatsPerStraySweep = 12

/**
 * A pool is dead when its session is gone, or when it has been silent for a minute (its machine vanished and the
 * session is still believed in). After a restart of PostgreSQL every session is gone for a moment: therefore a silence of
 * two beats as well, but for a process that starts, since that is mostly the successor of a killed one.
 * Times are the database's: beats are compared between machines, and have nothing to do with the shop's clock.
 */
const freeDead = `
  with dead as (
    delete from platform.job_pools p where p.id <> $1 and (p.beat_at < now() - interval '1 minute' or (
      p.beat_at < now() - $2 * interval '1 millisecond' and not exists (
        select 1 from pg_locks l where l.locktype = 'advisory' and l.granted and l.classid = ${lockClass} and l.objid = p.number::oid and l.objsubid = 2
          and l.database = (select oid from pg_database where datname = current_database()))))
    returning p.id)
  select graphile_worker.force_unlock_workers(array_agg(id)) from dead having count(*) > 0`

const freeStrays = `
  select graphile_worker.force_unlock_workers(array_agg(distinct locked_by)) from graphile_worker.jobs
  where locked_by is not null and locked_at < now() - interval '10 seconds' and locked_by not in (select id from platform.job_pools)
  having count(*) > 0`

export const createPresence = (url: string, onError: (error: unknown) => void): Presence => {
  let client: pg.Client | undefined
  let pool = ''
  let beats = 0
  let timer: NodeJS.Timeout | undefined
  let beating: Promise<void> | undefined

  /** The session whose end is the sign of our death; opened anew when it was lost. */
  const session = async (): Promise<pg.Client> => {
    if (client) return client
    const opened = new pg.Client({
      connectionString: url,
      application_name: 'fivehearts-jobs',
      keepAlive: true,
    })
    opened.on('error', () => forget(opened))
    opened.on('end', () => forget(opened))
    await opened.connect()
    client = opened
    return opened
  }
  const forget = (lost: pg.Client) => {
    if (client === lost) client = undefined
  }

  /** A new number each time: the lock of the old one may still be held by a session that the server believes in. */
  const register = async (on: pg.Client) => {
    await on.query('begin')
    await on.query('delete from platform.job_pools where id = $1', [pool])
    const { rows } = await on.query<{ number: number }>(
      'insert into platform.job_pools (id, beat_at) values ($1, now()) returning number',
      [pool],
    )
    // The row is seen only once the lock is held, so nobody takes a newcomer for dead.
    await on.query('select pg_advisory_lock($1, $2)', [lockClass, rows[0]?.number])
    await on.query('commit')
  }

  const beat = async (isStarting: boolean) => {
    const isNew = client === undefined
    const on = await session()
    try {
      const kept = isNew
        ? undefined
        : await on.query('update platform.job_pools set beat_at = now() where id = $1', [pool])
      // Lost, or declared dead after a long sleep of this machine: come back.
      if (kept?.rowCount !== 1) await register(on)
      await on.query(freeDead, [pool, isStarting ? 0 : 2 * beatMs])
      if (beats++ % beatsPerStraySweep === 0) await on.query(freeStrays)
    } catch (error) {
      forget(on)
      void on.end().catch(onError)
      throw error
    }
  }

  /** Counts entries and leaves: an entry that was left while it still opened its session begins no beat. */
  let turn = 0
  const letGo = async () => {
    const last = client
    client = undefined
    // After a stop in good order it holds nothing; a queue that broke down gives its jobs to the next.
    await last
      ?.query(
        `with gone as (delete from platform.job_pools where id = $1)
        select graphile_worker.force_unlock_workers(array[$1])`,
        [pool],
      )
      .catch(onError)
    await last?.end()
  }

  return {
    enter: async (poolId) => {
      const mine = ++turn
      pool = poolId
      beats = 0
      await beat(true)
      if (mine !== turn) return letGo()
      timer = setInterval(() => {
        beating ??= beat(false)
          .catch(onError)
          .finally(() => {
            beating = undefined
          })
      }, beatMs)
    },
    leave: async () => {
      turn += 1
      clearInterval(timer)
      await beating
      await letGo()
    },
  }
}
