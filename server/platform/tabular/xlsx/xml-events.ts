import { SaxesParser } from 'saxes'
import { TableFailure } from '../table-failure.ts'

/** What a reader of XML is told; names without their prefix. */
export interface XmlReader {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  text(text: string): void
  close(name: string): void
}

/** A spreadsheet's XML is no deeper than ten. */
const maxDepth = 64
/** Of text or a single tag; cells hold at most 32,767 characters. */
const maxSilence = 1 << 22

/**
 * Hands the parts of an XML document to `reader` and yields after every piece of bytes, so that whatever was read can be
 * taken on. Documents with definitions of their own (entities that grow) are refused: no spreadsheet has them.
 * Throws TableFailure `broken_file`.
 */
export async function* readXml(bytes: AsyncIterable<Buffer>, reader: XmlReader): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let depth = 0
  let silence = 0
  const broken = (detail: string, cause?: unknown) => new TableFailure('broken_file', detail, cause)
  parser.on('error', (error) => {
    throw broken(error.message.slice(0, 100), error)
  })
  parser.on('doctype', () => {
    throw broken('doctype')
  })
  parser.on('opentag', (tag) => {
    silence = 0
    depth += 1
    if (depth > maxDepth) throw broken('depth')
    reader.open(local(tag.name), tag.attributes)
  })
  parser.on('closetag', (tag) => {
    silence = 0
    depth -= 1
    reader.close(local(tag.name))
  })
  parser.on('text', (text) => reader.text(text))
  parser.on('cdata', (text) => reader.text(text))
  const decode = (piece?: Buffer): string => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined })
    } catch (error) {
      throw broken('encoding', error)
    }
  }
  for await (const piece of bytes) {
    silence += piece.length
    if (silence > maxSilence) throw broken('length')
    parser.write(decode(piece))
    yield
  }
  parser.write(decode())
  parser.close()
  yield
}

/** Reads a whole document. */
export async function readAllXml(bytes: AsyncIterable<Buffer>, reader: XmlReader): Promise<void> {
  const pieces = readXml(bytes, reader)
  while (!(await pieces.next()).done);
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)
