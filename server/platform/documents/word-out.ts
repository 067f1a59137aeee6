import MarkdownIt from 'markdown-it'
import cjkFriendly from 'markdown-it-cjk-friendly'
import {
  AlignmentType,
  BorderStyle,
  Document,
  ExternalHyperlink,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type ParagraphChild,
} from 'docx'
import type { Piece } from './pieces.rules.ts'

/** A picture as it goes into the document; null where it cannot be had. */
export type FetchPicture = (address: string) => Promise<WordImage | null>
export interface WordImage {
  type: 'png' | 'jpg' | 'gif'
  bytes: Buffer
  width: number
  height: number
}

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number]
const headings = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const
/** Pixels: what fits between the margins of A4. */
const widest = 600
const numbered = 'numbered'

/** Markdown pieces as one Word document (.docx): each title a first heading, so that reading it back finds the pieces again. */
export const writeWord = async (
  pieces: readonly Piece[],
  picture: FetchPicture = () => Promise.resolve(null),
): Promise<Buffer> => {
  const markdown = new MarkdownIt({ html: false, linkify: false }).use(cjkFriendly)
  const children: (Paragraph | Table)[] = []
  let lists = 0
  for (const { title, body } of pieces) {
    children.push(new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }))
    const blocks = createBlocks(picture, () => ++lists)
    children.push(...(await blocks.take(markdown.parse(body, {}))))
  }
  const document = new Document({
    numbering: {
      config: [
        {
          reference: numbered,
          levels: Array.from({ length: 9 }, (_, level) => ({
            level,
            format: LevelFormat.DECIMAL,
            text: `%${level + 1}.`,
            alignment: AlignmentType.START,
            style: { paragraph: { indent: { left: 480 * (level + 1), hanging: 360 } } },
          })),
        },
      ],
    },
    sections: [{ children }],
  })
  return Packer.toBuffer(document)
}

/** Walks the flat list of tokens that markdown-it makes of a text. */
const createBlocks = (picture: FetchPicture, nextList: () => number) => {
  const open: { isOrdered: boolean; instance: number }[] = []
  let quoted = 0
  let heading: (typeof headings)[number] | null = null

  const paragraph = async (token: Token): Promise<Paragraph> => {
    const list = open.at(-1)
    const children = await inline(token.children ?? [], picture)
    return new Paragraph({
      children,
      ...(heading ? { heading } : {}),
      ...(quoted > 0 ? { indent: { left: 480 * quoted } } : {}),
      ...(list && !list.isOrdered ? { bullet: { level: open.length - 1 } } : {}),
      ...(list?.isOrdered
        ? { numbering: { reference: numbered, level: open.length - 1, instance: list.instance } }
        : {}),
    })
  }
  const take = async (tokens: readonly Token[]): Promise<(Paragraph | Table)[]> => {
    const out: (Paragraph | Table)[] = []
    for (let at = 0; at < tokens.length; at++) {
      const token = tokens[at] as Token
      if (token.type === 'table_open') {
        const end = tokens.findIndex((one, i) => i > at && one.type === 'table_close')
        out.push(await tableOf(tokens.slice(at, end), picture))
        at = end
      } else if (token.type === 'heading_open')
        // A title stands above: headings of the text begin one below it.
        heading = headings[Math.min(5, Number(token.tag.slice(1)))] ?? null
      else if (token.type === 'heading_close') heading = null
      else if (token.type === 'bullet_list_open' || token.type === 'ordered_list_open')
        open.push({ isOrdered: token.type.startsWith('ordered'), instance: nextList() })
      else if (token.type === 'bullet_list_close' || token.type === 'ordered_list_close') open.pop()
      else if (token.type === 'blockquote_open') quoted++
      else if (token.type === 'blockquote_close') quoted--
      else if (token.type === 'inline') out.push(await paragraph(token))
      else if (token.type === 'fence' || token.type === 'code_block') out.push(...codeOf(token.content))
      else if (token.type === 'hr')
        out.push(
          new Paragraph({
            border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: 'auto', space: 1 } },
          }),
        )
    }
    return out
  }
  return { take }
}

const codeOf = (content: string): Paragraph[] =>
  content
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => new Paragraph({ children: [new TextRun({ text: line, font: 'Consolas' })] }))

const tableOf = async (tokens: readonly Token[], picture: FetchPicture): Promise<Table> => {
  const rows: TableCell[][] = []
  for (const token of tokens) {
    if (token.type === 'tr_open') rows.push([])
    else if (token.type === 'inline')
      rows.at(-1)?.push(
        new TableCell({
          children: [new Paragraph({ children: await inline(token.children ?? [], picture) })],
        }),
      )
  }
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map((children, i) => new TableRow({ children, tableHeader: i === 0 })),
  })
}

const inline = async (tokens: readonly Token[], picture: FetchPicture): Promise<ParagraphChild[]> => {
  const out: ParagraphChild[] = []
  const marks = { bold: 0, italics: 0, strike: 0 }
  let link: { address: string; from: number } | null = null
  let last = ''
  const run = (text: string, font?: string) =>
    out.push(
      new TextRun({
        text,
        bold: marks.bold > 0,
        italics: marks.italics > 0,
        strike: marks.strike > 0,
        ...(font === undefined ? {} : { font }),
        ...(link ? { style: 'Hyperlink' } : {}),
      }),
    )
  const marked = { strong: 'bold', em: 'italics', s: 'strike' } as const
  for (const token of tokens) {
    const [kind, end] = token.type.split('_') as [string, string | undefined]
    const mark = kind in marked ? marked[kind as keyof typeof marked] : null
    if (mark) marks[mark] += end === 'open' ? 1 : -1
    else if (token.type === 'text') {
      last = token.content
      run(token.content)
    } else if (token.type === 'code_inline') run(token.content, 'Consolas')
    // A line of Chinese goes on without a space.
    else if (token.type === 'softbreak') run(/[\p{Script=Han}，。；：、！？]$/u.test(last) ? '' : ' ')
    else if (token.type === 'hardbreak') out.push(new TextRun({ break: 1 }))
    else if (token.type === 'link_open')
      link = { address: String(token.attrGet('href') ?? ''), from: out.length }
    else if (token.type === 'link_close' && link) {
      const children = out.splice(link.from)
      out.push(new ExternalHyperlink({ link: link.address, children }))
      link = null
    } else if (token.type === 'image') {
      const image = await picture(String(token.attrGet('src') ?? ''))
      if (image) out.push(imageRun(image))
      else if (token.content !== '') run(token.content)
    }
  }
  return out
}

const imageRun = ({ type, bytes, width, height }: WordImage): ImageRun => {
  const shrink = Math.min(1, widest / width)
  return new ImageRun({
    type,
    data: bytes,
    transformation: { width: Math.round(width * shrink), height: Math.round(height * shrink) },
  })
}
