import TurndownService from 'turndown'

/** What is not text for people. */
const unwanted = [
  'script',
  'style',
  'iframe',
  'object',
  'embed',
  'noscript',
  'template',
  'head',
  'form',
] as const
const safeLink = /^(https?:\/\/|mailto:|tel:|#)/i
/** `picture:3` is a picture that came with the document. */
const safePicture = /^(https?:\/\/|picture:\d+$)/i

/** Beyond it a page is no article; also how deep a hostile one may make a reader recurse. */
const maxDepth = 200

/** An HTML text too deep to be read. */
export class DocumentTooDeep extends Error {}

/**
 * HTML as Markdown: headings, lists, tables, emphasis, links and pictures; scripts, styles and forms are left out, and so are
 * links to anything but web, mail and telephone. Throws DocumentTooDeep.
 */
export const markdownOfHtml = (html: string): string => {
  const service = new TurndownService({
    headingStyle: 'atx',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
    emDelimiter: '*',
    hr: '---',
  })
  service.remove([...unwanted])
  service.addRule('links', {
    filter: 'a',
    replacement: (content, node) => {
      const href = attribute(node, 'href').trim()
      return content.trim() === '' || !safeLink.test(href)
        ? content
        : `[${content.trim()}](${escapedAddress(href)})`
    },
  })
  service.addRule('pictures', {
    filter: 'img',
    replacement: (_, node) => {
      const [alt, source] = [
        attribute(node, 'alt')
          .replace(/[[\]\n]/g, ' ')
          .trim(),
        attribute(node, 'src').trim(),
      ]
      return safePicture.test(source) ? `![${alt}](${escapedAddress(source)})` : alt
    },
  })
  service.addRule('tables', { filter: 'table', replacement: (_, node) => tableOf(service, node) })
  if (depthOf(html) > maxDepth) throw new DocumentTooDeep()
  return `${tidy(service.turndown(html))}\n`
}

type Node = TurndownService.Node
const attribute = (node: Node, name: string): string => (node as HTMLElement).getAttribute(name) ?? ''
const escapedAddress = (address: string) => address.replace(/[\s()<>]/g, encodeURIComponent)

/** How deep elements stand in each other at most, by their tags alone; what is never closed counts. */
const depthOf = (html: string): number => {
  let depth = 0
  let deepest = 0
  for (const [, slash, name = '', rest = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)([^<>]*)>/gi)) {
    if (rest.endsWith('/') || /^(br|img|hr|input|meta|link|col|wbr|p|li|td|th|tr)$/i.test(name)) continue
    depth = Math.max(0, depth + (slash === '/' ? -1 : 1))
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

/** A table in pipes; its first row is the head, as every Markdown table has one. */
const tableOf = (service: TurndownService, table: Node): string => {
  const rows = Array.from((table as HTMLElement).querySelectorAll('tr')).map((row) =>
    Array.from(row.querySelectorAll('th, td')).map((cell) =>
      service
        .turndown(cell.innerHTML)
        .replace(/\s*\n+\s*/g, ' ')
        .replaceAll('|', '\\|')
        .trim(),
    ),
  )
  const width = Math.max(0, ...rows.map((row) => row.length))
  const [head, ...body] = rows
  if (!head || width === 0) return ''
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, i) => cells[i] ?? '').join(' | ')} |`
  return `\n\n${[line(head), line(Array.from({ length: width }, () => '---')), ...body.map(line)].join('\n')}\n\n`
}

/** Word and web pages leave empty lines and hard spaces by the dozen. */
const tidy = (markdown: string): string =>
  markdown
    .replaceAll('\u00a0', ' ')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
