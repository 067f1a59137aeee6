import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import {
  answerOf,
  hold,
  killHard,
  launch,
  madeFolder,
  postmasterOf,
  query,
  removeMade,
  tell,
  tidyUp,
} from './testing/holder.ts'

afterEach(tidyUp)
afterAll(removeMade)

describe('a second server on the same folder', () => {
  test('is refused with a sentence that names the folder and the process', async () => {
    const folder = await madeFolder()
    const first = await hold(folder, 'server')
    const second = launch(folder, 'server')
    const { error, message } = await answerOf(second)
    expect(error).toBe('FolderInUse')
    expect(message).toBe(
      `The data folder ${folder} is in use by another Five Hearts server (process ${first.pid}): ` +
        'stop that server first, or choose another folder.',
    )
    expect(await second.ended).toBe(1)
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('is refused by another name of the folder too', async () => {
    const folder = await madeFolder()
    await hold(folder, 'server')
    const { error } = await answerOf(launch(`${folder}/../${basename(folder)}/.`, 'server'))
    expect(error).toBe('FolderInUse')
  })

  test('gets in when both start at the same moment only once', async () => {
    const folder = await madeFolder()
    const answers = await Promise.all([launch(folder, 'server'), launch(folder, 'server')].map(answerOf))
    expect(answers.map((answer) => answer.error ?? 'serves').toSorted()).toEqual(['FolderInUse', 'serves'])
  })

  test('gets in when the first was killed', async () => {
    const folder = await madeFolder()
    await killHard(await hold(folder, 'server'))
    const { url } = await hold(folder, 'server')
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('a command that attaches', () => {
  test('uses the running database and leaves it running', async () => {
    const folder = await madeFolder()
    const server = await hold(folder, 'server')
    const postmaster = postmasterOf(folder)
    const command = await hold(folder, 'attach')
    expect(command.url).toBe(server.url)
    expect(await tell(command, 'stop')).toBe(0)
    expect(postmasterOf(folder)).toBe(postmaster)
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('starts the database when nobody runs it, and stops it at its end', async () => {
    const folder = await madeFolder()
    const command = await hold(folder, 'attach')
    expect(await query(command.url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await tell(command, 'stop')).toBe(0)
    expect(postmasterOf(folder)).toBeUndefined()
  })

  test('does not keep a server out', async () => {
    const folder = await madeFolder()
    const command = await hold(folder, 'attach')
    const server = await hold(folder, 'server')
    expect(server.url).toBe(command.url)
  })
})

describe('the last one out', () => {
  test('stops the database, be it a command that outlives the server', async () => {
    const folder = await madeFolder()
    const server = await hold(folder, 'server')
    const command = await hold(folder, 'attach')
    expect(await tell(server, 'stop')).toBe(0)
    expect(await query(command.url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await tell(command, 'stop')).toBe(0)
    expect(postmasterOf(folder)).toBeUndefined()
  })

  test('does not count users that were killed', async () => {
    const folder = await madeFolder()
    const server = await hold(folder, 'server')
    const commands = await Promise.all([hold(folder, 'attach'), hold(folder, 'attach')])
    await Promise.all(commands.map(killHard))
    expect(await tell(server, 'stop')).toBe(0)
    expect(postmasterOf(folder)).toBeUndefined()
    expect(readdirSync(join(folder, 'postgres.locks'))).toEqual(['door'])
  })

  test('is found when all leave at the same moment', async () => {
    const folder = await madeFolder()
    const server = await hold(folder, 'server')
    const commands = await Promise.all([hold(folder, 'attach'), hold(folder, 'attach')])
    const statuses = await Promise.all([server, ...commands].map((holder) => tell(holder, 'stop')))
    expect(statuses).toEqual([0, 0, 0])
    expect(postmasterOf(folder)).toBeUndefined()
  })
})
