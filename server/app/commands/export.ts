import { createWriteStream } from 'node:fs'
import { rename, unlink } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { Value } from 'typebox/value'
import { csvDelimiters, knowledgeFormats, tableFormats } from '#contract/exports/exports.ts'
import { listArticles } from '#contract/knowledge/knowledge.ts'
import { AppError } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { composeDesk } from '../desk.ts'
import type { Exports } from '../exports/exports.ts'
import { command, onGround, Refused, say } from './command.ts'
import { operatorOf } from './operator.ts'

interface Options {
  shop: string
  format?: string
  out?: string
  filter?: string[]
  language?: string
  bom?: boolean
  delimiter?: string
  json?: boolean
}

const lists =
  'orders, customers, timeline, conversations, words, products, knowledge, turns, refused, audit, person'

/** `export LIST`: any list as a file, with its filters; `export person ID`: everything about one person. */
export const addExport = (program: Command): void => {
  command(
    program,
    'export <list> [id]',
    `Writes a list as a file: ${lists}. timeline and person take a customer's id, refused an import's.`,
  )
    .requiredOption('--shop <slug>', 'shop whose list it is')
    .option(
      '--format <format>',
      `one of ${tableFormats.join(', ')}; for knowledge also ${knowledgeFormats.join(', ')}`,
      'csv',
    )
    .option('--out <file>', 'file to write, there whole or not at all; without it standard output')
    .option(
      '--filter <name=value...>',
      'filters of the list: view=to_ship, q=…, rows=lines, from=2026-01-01T00:00:00Z',
    )
    .option('--language <zh|en>', 'language of the titles; the shop’s when left out')
    .option('--no-bom', 'CSV without the byte order mark that Excel wants')
    .option('--delimiter <name>', `CSV: ${Object.keys(csvDelimiters).join(', ')}`)
    .action(exportList)
}

const exportList = async (name: string, id: string | undefined, options: Options) => {
  if (options.json && options.out === undefined)
    throw new Refused('--json needs --out FILE: standard output cannot be both.')
  await onGround(async (ground) => {
    const desk = await composeDesk(ground, { publicUrl: () => ground.config.publicUrl ?? '' })
    try {
      const shop = await desk.staff.operator.shop(options.shop)
      const opened = await open(desk.exports, operatorOf(shop.id), name, id, options)
      const path = options.out
      const refuseCut = () => {
        if (opened.isCut()) throw new Refused(`The search finds more than ${opened.rows()}; narrow it down.`)
      }
      if (path === undefined) {
        await toStandardOutput(opened.stream)
        return refuseCut()
      }
      await writeWhole(path, opened.stream, refuseCut)
      say(options.json, { file: path, list: name, rows: opened.rows() }, [
        `${opened.rows()} rows in ${path}.`,
      ])
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      throw new Refused(wordRefusal(error, name, id, options), { facts: { code: error.code } })
    } finally {
      await desk.stop()
    }
  })
}

const open = async (
  exports: Exports,
  caller: MemberCaller,
  name: string,
  id: string | undefined,
  options: Options,
): Promise<{ stream: Readable; rows: () => number; isCut: () => boolean }> => {
  const language = options.language === 'zh' || options.language === 'en' ? options.language : undefined
  if (name === 'person') {
    if (id === undefined) throw new Refused('person takes the id of a customer.')
    const bundle = await exports.person(caller, id, { language, by: null })
    return { stream: bundle.stream, rows: () => bundle.rows, isCut: () => false }
  }
  const document = name === 'knowledge' ? knowledgeFormats.find((one) => one === options.format) : undefined
  if (document) {
    const filters = readFilters(options.filter ?? [])
    const [wrong] = Value.Errors(listArticles.query, filters)
    if (wrong)
      throw new Refused(`knowledge cannot be filtered so: ${wrong.instancePath.slice(1)} ${wrong.message}.`)
    const opened = await exports.knowledge(caller, filters, { format: document, language, by: null })
    return { stream: opened.stream, rows: () => opened.rows, isCut: () => opened.isCut }
  }
  const list = exports.lists.find((one) => one.name === name)
  if (!list) throw new Refused(`There is no list ${JSON.stringify(name)}; there are ${lists}.`)
  if (list.endpoint.path.includes('/:id') !== (id !== undefined))
    throw new Refused(id === undefined ? `${name} takes an id.` : `${name} takes no id.`)
  const query = Value.Convert(list.endpoint.query ?? {}, {
    ...readFilters(options.filter ?? []),
    format: options.format,
    ...(language === undefined ? {} : { language }),
    ...(options.delimiter === undefined ? {} : { delimiter: options.delimiter }),
    ...(options.bom === false ? { bom: false } : {}),
  }) as Record<string, unknown>
  const [wrong] = list.endpoint.query ? Value.Errors(list.endpoint.query, query) : []
  if (wrong)
    throw new Refused(
      `${name} cannot be filtered so: ${wrong.instancePath.slice(1) || 'a filter'} ${wrong.message}.`,
    )
  return exports.open(caller, list, { params: id === undefined ? {} : { id }, query, by: null })
}

const readFilters = (given: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=')
      if (at < 1) throw new Refused(`A filter is NAME=VALUE, not ${JSON.stringify(text)}.`)
      return [text.slice(0, at), text.slice(at + 1)]
    }),
  )

const toStandardOutput = async (stream: Readable): Promise<void> => {
  try {
    await pipeline(stream, process.stdout, { end: false })
  } catch (error) {
    if ((error as { code?: string }).code === 'EPIPE')
      throw new Refused('Whoever read the file went away before its end.')
    throw error
  }
}

/** `check` may still refuse what was written, which is then not kept. */
const writeWhole = async (path: string, stream: Readable, check: () => void): Promise<void> => {
  const draft = `${path}.unfinished-${process.pid}`
  try {
    await pipeline(stream, createWriteStream(draft, { mode: 0o600, flush: true }))
    check()
    await rename(draft, path)
  } catch (error) {
    await unlink(draft).catch(() => undefined)
    const { code } = error as { code?: string }
    if (code === 'ENOENT' || code === 'EACCES') throw new Refused(`${path} cannot be written.`)
    throw error
  }
}

const wordRefusal = (error: AppError, name: string, id: string | undefined, options: Options): string =>
  error.code === 'not_found'
    ? id === undefined
      ? `There is no shop ${options.shop}.`
      : `There is no shop ${options.shop}, or nothing of ${name} has the id ${id} in it.`
    : error.code
