import { readFile } from 'node:fs/promises'
import { Refused } from '../commands/command.ts'

const least = 8

/** From a file (its first line), or asked for where somebody sits; null where neither is wanted. Never from the command line, which others can see. */
export const readPassphrase = async (options: {
  file?: string | undefined
  ask: boolean
  isNew: boolean
}): Promise<string | null> => {
  if (options.file !== undefined) {
    const text = await readFile(options.file, 'utf8').catch(() => {
      throw new Refused(`The passphrase file ${options.file} cannot be read.`)
    })
    return checked(text.split(/\r?\n/, 1)[0] ?? '', options.isNew)
  }
  if (!options.ask) return null
  if (!process.stdin.isTTY)
    throw new Refused('The passphrase must come from a file here: --passphrase-file FILE.')
  const given = checked(await ask('Passphrase: '), options.isNew)
  if (options.isNew && (await ask('The same again: ')) !== given)
    throw new Refused('The two were not the same; nothing was written.')
  return given
}

const checked = (text: string, isNew: boolean): string => {
  if (isNew && text.length < least) throw new Refused(`A passphrase has at least ${least} characters.`)
  return text
}

/** One line from the terminal, not shown. */
const ask = (question: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { stdin, stderr } = process
    let text = ''
    const stop = () => {
      stdin.off('data', onData)
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write('\n')
    }
    const onData = (typed: string) => {
      for (const key of typed) {
        if (key === '\r' || key === '\n') {
          stop()
          return resolve(text)
        }
        if (key === '\u0003' || key === '\u0004') {
          stop()
          return reject(new Refused('No passphrase was given.'))
        }
        if (key === '\u007f' || key === '\b') text = [...text].slice(0, -1).join('')
        else if (key >= ' ') text += key
      }
    }
    stderr.write(question)
    stdin.setEncoding('utf8').setRawMode(true)
    stdin.resume().on('data', onData)
  })
