import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createFilesDesk, plainPicture, type FilesDesk } from '#test/builders/files-desk.ts'
import { untilHeld } from '#test/database/hold.ts'
import { newId } from '../ids/ids.ts'

let desk: FilesDesk
beforeAll(async () => {
  desk = await createFilesDesk()
})
afterAll(() => desk.close())
// One owner may have thirty files unsent; every test is another owner.
let owner: string
beforeEach(() => {
  owner = newId()
})
const put = (content: Uint8Array, name = 'a.bin', by = owner) => desk.put(content, by, name)
const refusal = (content: Uint8Array, name = 'a.bin') => put(content, name).catch((error: unknown) => error)
const otherShop = newId()

describe('keeping', () => {
  test('the same content twice is one on disk, under two levels, for the owner of the process alone', async () => {
    const bytes = Buffer.from(`twice ${newId()}`)
    const [one, two] = await Promise.all([put(bytes), put(bytes)])
    expect(one.id).not.toBe(two.id)
    const rows = await desk.db.inShop(desk.shop, (tx) =>
      tx.selectFrom('platform.files').select('sha256').where('id', 'in', [one.id, two.id]).execute(),
    )
    const sha = rows[0]?.sha256 ?? ''
    expect(rows.map((row) => row.sha256)).toEqual([sha, sha])
    const path = join(desk.folder, sha.slice(0, 2), sha.slice(2, 4), sha)
    expect(await readFile(path)).toEqual(bytes)
    expect((await stat(path)).mode & 0o077).toBe(0)
    expect(await readdir(join(desk.folder, 'incoming'))).toEqual([])
  })

  test('attachments are the owner’s own, in order, and twice the same', async () => {
    const [one, two] = [await put(Buffer.from('one')), await put(Buffer.from('two'))]
    const attach = (ids: string[], by = owner, at = desk.shop) =>
      desk.db.inShop(at, (tx) => desk.files.attachments(tx, ids, by))
    expect(await attach([two.id, one.id])).toEqual([two, one])
    expect(await attach([two.id, one.id])).toEqual([two, one])
    expect(await attach([])).toEqual([])
    await expect(attach([one.id], newId())).rejects.toMatchObject({ code: 'not_found' })
    await expect(attach([one.id, newId()])).rejects.toMatchObject({ code: 'not_found' })
    await expect(attach([one.id], owner, otherShop)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('thirty unsent files are enough for one owner', async () => {
    for (let i = 0; i < 30; i++) await put(Buffer.from(`file ${i}`))
    expect(await refusal(Buffer.from('one more'))).toMatchObject({ code: 'request.too_many' })
    const [first] = await desk.db.inShop(desk.shop, (tx) =>
      tx.selectFrom('platform.files').select('id').where('owner', '=', owner).limit(1).execute(),
    )
    await desk.db.inShop(desk.shop, (tx) => desk.files.attachments(tx, [first?.id ?? ''], owner))
    expect(await put(Buffer.from('one more'))).toMatchObject({ mime: 'text/plain' })
    expect(await put(Buffer.from('of another'), 'a.txt', newId())).toMatchObject({ mime: 'text/plain' })
  })

  test('what nobody used is gone after a day, what somebody used stays, also where only they know', async () => {
    const used = (ids: readonly string[]) => (_: string, asked: readonly string[]) =>
      Promise.resolve(new Set(asked.filter((id) => ids.includes(id))))
    await desk.files.removeOrphans(new Date(desk.clock.now().getTime() + 2 * 86_400_000), used([]))
    const before = await desk.onDisk()
    const shared = Buffer.from(`shared ${newId()}`)
    const [sent, told, orphan, twin] = [
      await put(shared),
      await put(Buffer.from('told')),
      await put(shared),
      await put(await plainPicture(9, 9).png().toBuffer(), 'x.png'),
    ]
    await desk.db.inShop(desk.shop, (tx) => desk.files.attachments(tx, [sent.id], owner))
    const draft = join(desk.folder, 'incoming', 'left-behind')
    await writeFile(draft, 'x')
    await utimes(draft, desk.clock.now(), new Date(desk.clock.now().getTime() - 1000))
    const later = (ms: number) => new Date(desk.clock.now().getTime() + ms)
    expect(await desk.files.removeOrphans(later(86_400_000), used([told.id]))).toBe(0)
    expect(await desk.files.removeOrphans(later(86_400_001), used([told.id]))).toBe(2)
    expect(await desk.contentOf(sent.url)).toEqual(shared)
    expect(await desk.contentOf(told.url)).toEqual(Buffer.from('told'))
    for (const gone of [orphan, twin])
      await expect(desk.contentOf(gone.url)).rejects.toMatchObject({ code: 'not_found' })
    expect(await desk.files.removeOrphans(later(9e9), used([]))).toBe(0)
    expect(await readdir(join(desk.folder, 'incoming'))).toEqual([])
    const names = await desk.onDisk()
    expect(names.filter((name) => !before.includes(name))).toHaveLength(2)
    expect(names).toHaveLength(before.length + 2)
  })

  test('a file is not swept away while it is being sent', async () => {
    const file = await put(Buffer.from(`racing ${newId()}`))
    const later = new Date(desk.clock.now().getTime() + 2 * 86_400_000)
    let removed: Promise<number> | undefined
    await desk.db.inShop(desk.shop, async (tx) => {
      await desk.files.attachments(tx, [file.id], owner)
      // The sweep waits for this row, and then sees that it is kept.
      removed = desk.files.removeOrphans(later, () => Promise.resolve(new Set()))
      await untilHeld(desk, 1)
    })
    await removed
    expect((await desk.contentOf(file.url)).toString()).toMatch(/^racing/)
  })
})
