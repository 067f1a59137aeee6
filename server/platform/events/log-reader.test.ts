import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDesk, type Desk } from '#test/database/desk.ts'
import { buildShop, type TestShop } from '#test/builders/staff.ts'
import type { Tx } from '../database/database.ts'
import { newId } from '../ids/ids.ts'
import { comparePlaces, type LoggedEvent } from './event.ts'
import {
  createLogReader,
  formatPlace,
  openEpoch,
  parsePlace,
  readAfter,
  readHorizon,
  type Place,
} from './log-reader.ts'
import { record } from './record.ts'

let desk: Desk
let shop: TestShop
beforeAll(async () => {
  desk = await createDesk({ connections: 12 })
  shop = await buildShop(desk)
})
afterAll(() => desk.close())

const write = (tx: Tx, subject: string, version = 1) =>
  record(tx, desk.clock.now(), { name: 'shop.changed', subject, version, audience: ['desk'] })
const horizon = (): Promise<Place> => desk.db.asSystem((tx) => readHorizon(tx, 1))
/**
 * Reads on until something holds. The settled place belongs to the whole cluster, so whatever another test has open
 * (a database being made, an import) holds it back: seconds, on a busy machine.
 */
const until = async (condition: () => boolean | Promise<boolean>) => {
  const deadline = performance.now() + 30_000
  while (!(await condition()) && performance.now() < deadline)
    await desk.db.asSystem((tx) => sql`select pg_sleep(0.01)`.execute(tx))
}

describe('the event log', () => {
  test('eight writers at once: everything arrives once, in one stable order, although commits come in another', async () => {
    const heard: LoggedEvent[] = []
    const places: Place[] = []
    const reader = createLogReader(
      desk.db,
      1,
      {
        onEvent: (event) => {
          heard.push(event)
        },
        onPlace: (place) => {
          places.push(place)
        },
        onError: (error) => {
          throw error
        },
      },
      20,
    )
    await reader.start()
    // Something long under way elsewhere in the cluster holds the place back: then earlier events are heard as well.
    const subjects: string[] = []
    const ours = () => heard.filter(({ subject }) => subjects.includes(subject))
    // Half of the writers take their transaction id early and commit late.
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let i = 0; i < 25; i++) {
          const subject = newId()
          subjects.push(subject)
          await desk.db.inShop(shop.shopId, async (tx) => {
            await write(tx, subject)
            if (writer % 2 === 0)
              for (let pause = 0; pause < writer; pause++)
                await tx.selectFrom('staff.shops').select('id').execute()
          })
          reader.wake()
        }
      }),
    )
    await until(() => ours().length >= subjects.length)
    await reader.stop()
    expect(
      ours()
        .map((event) => event.subject)
        .sort(),
    ).toEqual(subjects.sort())
    expect(heard.every((event, i) => i === 0 || comparePlaces(heard[i - 1] ?? event, event) < 0)).toBe(true)
    // A client that resumes from any announced place misses nothing and gets nothing twice.
    const all = await desk.db.asSystem((tx) => readAfter(tx, { epoch: 1, xid: 0n, seq: 0 }, 10_000))
    for (const place of places) {
      const after = await desk.db.asSystem((tx) => readAfter(tx, place, 10_000))
      const before = all.filter((event) => comparePlaces(event, place) <= 0)
      expect(before.length + after.length).toBe(all.length)
    }
  })
  test('an open transaction holds the settled place back; what it writes later is not skipped', async () => {
    const early = newId()
    const late = newId()
    let finish: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      finish = resolve
    })
    let holder: Promise<void> | undefined
    await new Promise<void>((resolve) => {
      holder = desk.db.inShop(shop.shopId, async (tx) => {
        await write(tx, early)
        resolve()
        await held
      })
    })
    const before = await horizon()
    // The place may lie further back than our own transaction: then events of the tests before are read again.
    const ours = (events: LoggedEvent[]) =>
      events.map((event) => event.subject).filter((subject) => subject === early || subject === late)
    try {
      await desk.db.inShop(shop.shopId, (tx) => write(tx, late))
      expect(ours(await desk.db.asSystem((tx) => readAfter(tx, before, 1000)))).toEqual([])
      // Somebody who listens for one shop sees what is committed at once: nobody would push it again after a reconnect.
      const visible = await desk.db.inShop(shop.shopId, (tx) =>
        readAfter(tx, before, 1000, { shop: shop.shopId, topics: ['desk'] }),
      )
      expect(ours(visible)).toEqual([late])
    } finally {
      finish()
      await holder
    }
    let all: string[] = []
    await until(async () => {
      all = ours(await desk.db.asSystem((tx) => readAfter(tx, before, 1000)))
      return all.length === 2
    })
    expect(all).toEqual([early, late])
  })
  test('a shop reads its own events only, and only those it has a topic for', async () => {
    const [mine, other] = [await buildShop(desk), await buildShop(desk)]
    const place = await horizon()
    await desk.db.inShop(other.shopId, (tx) =>
      record(tx, desk.clock.now(), {
        name: 'shop.changed',
        subject: other.shopId,
        version: 1,
        audience: ['desk'],
      }),
    )
    await desk.db.inShop(mine.shopId, (tx) =>
      record(tx, desk.clock.now(), {
        name: 'shop.changed',
        subject: mine.shopId,
        version: 1,
        audience: ['member:x'],
      }),
    )
    expect(
      await desk.db.inShop(mine.shopId, (tx) =>
        readAfter(tx, place, 100, { shop: mine.shopId, topics: ['desk'] }),
      ),
    ).toEqual([])
    expect(
      await desk.db.inShop(mine.shopId, (tx) =>
        readAfter(tx, place, 100, { shop: other.shopId, topics: ['desk'] }),
      ),
    ).toEqual([])
  })
  test('nobody can change or remove what was logged', async () => {
    for (const change of [
      'update platform.events set version = 9',
      'delete from platform.events',
      'truncate platform.events',
    ]) {
      for (const role of ['app', 'system'] as const) {
        const client = await desk.db.connect(role)
        await expect(client.query(change)).rejects.toThrow(/permission denied/)
        client.release()
      }
    }
  })
  test('another cluster opens another epoch; the same one keeps it', async () => {
    const first = await openEpoch(desk.db, desk.clock.now())
    expect(await openEpoch(desk.db, desk.clock.now())).toBe(first)
    await desk.db.asSystem((tx) =>
      tx
        .insertInto('platform.log_epochs')
        .values({ epoch: first + 1, cluster: 'elsewhere', opened_at: desk.clock.now() })
        .execute(),
    )
    expect(await openEpoch(desk.db, desk.clock.now())).toBe(first + 2)
  })
  test('places read back as written, and nothing else is a place', () => {
    const place = { epoch: 3, xid: 18446744073709n, seq: 42 }
    expect(parsePlace(formatPlace(place))).toEqual(place)
    const horizon = { epoch: 1, xid: 875n, seq: Number.MAX_SAFE_INTEGER }
    expect(parsePlace(formatPlace(horizon))).toEqual(horizon)
    for (const text of [
      '',
      '1',
      '1.2',
      'a.b.c',
      '1.2.3.4',
      '-1.2.3',
      '1.2.99999999999999999999',
      "1.2.3'; drop",
    ])
      expect(parsePlace(text)).toBeNull()
  })
})
