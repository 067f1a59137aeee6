import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { cacheFolder } from './cache-folder.ts'

/**
 * Each package has one file of the 6,500 commonest characters, and a hundred small ones that together hold the
 * rest (rarer characters, ★ ℃ →). The small ones get another family name: they are for the browser to fall
 * back on, and none of them may be taken for the family itself.
 */
const fonts = [
  { package: '@fontsource/noto-sans-sc', family: 'Noto Sans SC', weights: [400, 700], rest: true },
  { package: '@fontsource/noto-serif-sc', family: 'Noto Serif SC', weights: [400, 700], rest: false },
]

/**
 * Gives Chromium a Chinese font on a machine that has none, from the npm packages that the pages use anyway.
 * Returns the path of a fontconfig file for FONTCONFIG_FILE.
 *
 * Chromium takes no .woff or .woff2 as a system font: text in one is left blank (tried with Chromium 147,
 * though fontconfig itself lists both). The TrueType font inside the .woff works.
 */
export async function prepareFonts(): Promise<string> {
  const folder = join(cacheFolder, 'fonts-1')
  if (!existsSync(folder)) await unpackFonts(folder)
  const config = join(folder, 'fonts.conf')
  const text = fontconfig(folder)
  // It names the folder in full, so a checkout that has moved needs it anew.
  if (!existsSync(config) || (await readFile(config, 'utf8')) !== text) await writeFile(config, text)
  return config
}

async function unpackFonts(folder: string): Promise<void> {
  await mkdir(cacheFolder, { recursive: true })
  const beside = await mkdtemp(`${folder}.unpacking-`)
  try {
    await chmod(beside, 0o755)
    for (const { package: name, weights, rest } of fonts) {
      const source = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'files')
      for (const file of await readdir(source)) {
        const [, part, weight] = /-(chinese-simplified|\d+)-(\d00)-normal\.woff$/.exec(file) ?? []
        if (!part || !weights.includes(Number(weight))) continue
        const isWhole = part === 'chinese-simplified'
        if (!isWhole && !rest) continue
        const to = join(beside, isWhole ? 'whole' : 'rest')
        await mkdir(to, { recursive: true })
        await writeFile(
          join(to, file.replace(/woff$/, 'ttf')),
          unpackWoff(await readFile(join(source, file))),
        )
      }
    }
    await rename(beside, folder)
  } catch (error) {
    await rm(beside, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}

/** The files call themselves "Noto Sans SC Thin" at every weight, so families are renamed as they are read. */
function fontconfig(folder: string): string {
  const rename = (part: string, from: string, to: string) => `
  <match target="scan">
    <test name="file" compare="contains"><string>/${part}/</string></test>
    <test name="family" compare="contains"><string>${from}</string></test>
    <edit name="family" mode="assign" binding="strong"><string>${to}</string></edit>
  </match>`
  const renames = fonts.flatMap(({ family }) => [
    rename('whole', family, family),
    rename('rest', family, family.replace('Noto', 'Rest of Noto')),
  ])
  const prefer = (generic: string, family: string) => `
  <alias binding="strong"><family>${generic}</family><prefer><family>${family}</family></prefer></alias>`
  // Of the machine's own fonts only emoji are let in, so that a page looks and measures the same everywhere.
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'fontconfig-cache')}</cachedir>
  <selectfont>
    <acceptfont><glob>*Emoji*</glob></acceptfont>
    <rejectfont><glob>/usr/share/fonts/*</glob></rejectfont>
  </selectfont>${renames.join('')}${prefer('sans-serif', 'Noto Sans SC')}${prefer('serif', 'Noto Serif SC')}
</fontconfig>
`
}

/**
 * The TrueType or OpenType font inside a WOFF 1.0 file: a header, a directory of 20-byte entries, and tables
 * that are deflated when that made them shorter (W3C, WOFF File Format 1.0, sections 3 to 5).
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('This is not a WOFF 1.0 file.')
  const count = woff.readUInt16BE(12)
  const header = Buffer.alloc(12 + 16 * count)
  const power = Math.floor(Math.log2(count))
  header.writeUInt32BE(woff.readUInt32BE(4), 0)
  header.writeUInt16BE(count, 4)
  header.writeUInt16BE(16 * 2 ** power, 6)
  header.writeUInt16BE(power, 8)
  header.writeUInt16BE(16 * (count - 2 ** power), 10)
  const parts: Buffer[] = [header]
  let end = header.length
  for (let index = 0; index < count; index += 1) {
    const from = 44 + 20 * index
    const to = 12 + 16 * index
    const start = woff.readUInt32BE(from + 4)
    const packed = woff.readUInt32BE(from + 8)
    const length = woff.readUInt32BE(from + 12)
    const bytes = woff.subarray(start, start + packed)
    woff.copy(header, to, from, from + 4)
    header.writeUInt32BE(woff.readUInt32BE(from + 16), to + 4)
    header.writeUInt32BE(end, to + 8)
    header.writeUInt32BE(length, to + 12)
    const padding = Buffer.alloc((4 - (length % 4)) % 4)
    parts.push(packed < length ? inflateSync(bytes) : bytes, padding)
    end += length + padding.length
  }
  return Buffer.concat(parts)
}
