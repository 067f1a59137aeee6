import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import { sections, type Section } from '#contract/knowledge/kinds.ts'
import { AppError } from '#platform/http/app-error.ts'
import { composeDesk } from '../desk.ts'
import { command, onGround, Refused, say } from './command.ts'
import { operatorOf } from './operator.ts'

interface Options {
  shop: string
  section?: string
  language?: string
  renew?: boolean
  dryRun?: boolean
  json?: boolean
}
const mostPrinted = 50

/** `import knowledge FILE`: articles out of a document, as drafts. Running it twice changes nothing. */
export const addImportKnowledge = (parent: Command): void => {
  command(
    parent,
    'knowledge <file>',
    'Takes articles in as drafts: Word (.docx), HTML, Markdown, Excel or CSV with a question and an answer.',
  )
    .requiredOption('--shop <slug>', 'shop they belong to')
    .option('--section <name>', `one of ${sections.join(', ')}; by its headings or columns when left out`)
    .option('--language <zh|en>', 'language of the articles; told from the text when left out')
    .option('--renew', 'also those whose title is known: each becomes an edition that waits for approval')
    .option('--dry-run', 'reads and reports, changes nothing')
    .action(importKnowledge)
}

const importKnowledge = async (file: string, given: Options) => {
  const { section, language } = given
  if (section !== undefined && !sections.some((one) => one === section))
    throw new Refused(`There is no section ${JSON.stringify(section)}; there are ${sections.join(', ')}.`)
  if (language !== undefined && language !== 'zh' && language !== 'en')
    throw new Refused('The language is zh or en.')
  const path = resolve(file)
  const there = await stat(path).catch(() => null)
  if (!there?.isFile()) throw new Refused(`${file} cannot be read.`)
  const spoken: 'zh' | 'en' | undefined = language
  const document = {
    path,
    name: basename(path),
    wanted: { section: section as Section | undefined, language: spoken },
  }
  await onGround(async (ground) => {
    const desk = await composeDesk(ground, { publicUrl: () => ground.config.publicUrl ?? '' })
    try {
      const shop = await desk.staff.operator.shop(given.shop)
      const caller = operatorOf(shop.id)
      const reading = await desk.knowledge.imports.read(caller, document)
      const known = reading.pieces.filter(({ state }) => state === 'title')
      const fresh = reading.pieces.filter(({ state }) => state === 'new')
      for (const { line, reason } of given.json ? [] : reading.refused.slice(0, mostPrinted))
        console.error(`line ${line}: ${reason}`)
      const common = { file, kind: reading.kind, read: reading.pieces.length, refused: reading.refused }
      if (given.dryRun) {
        const pieces = reading.pieces.map(({ title, section: of, state }) => ({ title, section: of, state }))
        return say(given.json, { ...common, pieces, dryRun: true }, [
          ...pieces
            .slice(0, mostPrinted)
            .map((piece) => `${piece.state.padEnd(5)} ${piece.section.padEnd(8)} ${piece.title}`),
          `A dry run; it would be: ${fresh.length} new, ${known.length} of a known title, the others unchanged.`,
        ])
      }
      const chosen = given.renew ? new Set([...fresh, ...known].map(({ key }) => key)) : null
      const taken = await desk.knowledge.imports.take(caller, document, chosen, (done, of) => {
        if (process.stderr.isTTY && !given.json)
          process.stderr.write(`\r${done}/${of}${done === of ? '\n' : ''}`)
      })
      const { created, renewed, unchanged, lostPictures } = taken
      const left = given.renew ? [] : known.map(({ title }) => title)
      const isNothing = created.length + renewed.length === 0
      say(
        given.json,
        { ...common, created: created.length, renewed: renewed.length, unchanged, left, lostPictures },
        [
          isNothing
            ? `Nothing changed: all ${unchanged} that could be taken in were here already.`
            : `${created.length} drafts, ${renewed.length} new editions that wait, ${unchanged} unchanged.`,
          ...(left.length > 0
            ? [
                `${left.length} have a title that is known and were left out (--renew takes them): ${left.slice(0, 5).join(' · ')}`,
              ]
            : []),
          ...(lostPictures > 0 ? [`${lostPictures} pictures could not be taken in.`] : []),
          ...(reading.refused.length > 0 ? [`${reading.refused.length} lines refused; see above.`] : []),
        ],
      )
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      throw new Refused(wordRefusal(error, file, given), { facts: { code: error.code, ...error.details } })
    } finally {
      await desk.stop()
    }
  })
}

const failures: Readonly<Record<string, string>> = {
  empty_file: 'holds no article',
  broken_file: 'is cut off or damaged',
  encrypted_file: 'is behind a password',
  zip_bomb: 'grows beyond all measure when it is unpacked',
  too_large: 'is too large',
  spreadsheet_file: 'is of an old or other kind: save it as .docx, .xlsx or .csv',
  not_text: 'has no columns that could be a question and an answer',
}
const wordRefusal = (error: AppError, file: string, given: Options): string => {
  if (error.code === 'not_found') return `There is no shop ${given.shop}.`
  if (error.code !== 'import.unreadable') return error.code
  const { failure, detail } = error.details ?? {}
  const why = typeof failure === 'string' ? failure : ''
  const said = failures[why] ?? `cannot be read (${why})`
  return `${file} ${said}${typeof detail === 'string' && detail !== '' ? `: ${detail}` : ''}.`
}
