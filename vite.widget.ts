import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, defineConfig, type Plugin, type Rolldown, type UserConfig } from 'vite'

const here = import.meta.dirname

/** Bytes gzipped until the first click, and with the chat opened (both scripts). The build fails beyond them. */
export const budgets = { closed: 15 * 1024, opened: 45 * 1024 } as const

/**
 * Builds the buyer's side into dist/widget: `widget.js` (classic script, on every page of the shop),
 * `chat-HASH.js` (module, loaded when a buyer turns to the button) and the demo shop. `widget.js` is served at
 * `/widget.js` and may change; everything else at `/widget/NAME`, for ever the same, scripts with
 * `Access-Control-Allow-Origin: *`. The server fills the %PLACEHOLDERS% of `demo-shop.html`.
 */
export default defineConfig(async (): Promise<UserConfig> => {
  const chat = hashed('chat', 'js', await bundle('buyer/widget/chat.tsx', 'es'))
  const config = scriptConfig('buyer/widget/loader.ts', 'iife', 'widget.js')
  return {
    ...config,
    define: { CHAT_FILE: JSON.stringify(`widget/${chat.name}`) },
    plugins: [beside([chat, ...(await demoShop()), ...(await portal())]), weigh(chat.name)],
    build: { ...config.build, outDir: join(here, 'dist/widget'), emptyOutDir: true },
  }
})

interface Finished {
  name: string
  content: string
}

/** Named by hand: each of these names has to stand inside another file. */
function hashed(name: string, ending: string, content: string): Finished {
  return {
    name: `${name}-${createHash('sha256').update(content).digest('hex').slice(0, 10)}.${ending}`,
    content,
  }
}

async function demoShop(): Promise<Finished[]> {
  const read = (name: string) => readFile(join(here, 'buyer/demo-shop', name), 'utf8')
  const style = hashed('demo-shop', 'css', await read('demo-shop.css'))
  const script = hashed('demo-shop', 'js', await bundle('buyer/demo-shop/demo-shop.ts', 'iife'))
  const page = (await read('demo-shop.html')).replace('%STYLE%', style.name).replace('%SCRIPT%', script.name)
  return [style, script, { name: 'demo-shop.html', content: page }]
}

/** The page behind a private link; served at `/b/TOKEN`, its parts at `/widget/NAME`. */
async function portal(): Promise<Finished[]> {
  const read = (name: string) => readFile(join(here, name), 'utf8')
  const sheets = [await read('contract/look/colours.css'), await read('buyer/portal/portal.css')]
  const style = hashed('portal', 'css', sheets.join(''))
  const script = hashed('portal', 'js', await bundle('buyer/portal/main.tsx', 'es'))
  const page = (await read('buyer/portal/portal.html'))
    .replace('%STYLE%', style.name)
    .replace('%SCRIPT%', script.name)
  return [style, script, { name: 'portal.html', content: page }]
}

function scriptConfig(entry: string, format: 'es' | 'iife', name: string): UserConfig {
  // Buyers' phones are older than a desk's computers, and browsers inside other apps older still.
  const target = ['chrome87', 'safari14', 'firefox89']
  return {
    root: here,
    publicDir: false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    build: {
      target,
      cssTarget: target,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: join(here, entry),
        preserveEntrySignatures: 'strict',
        output: { format, entryFileNames: name, codeSplitting: false },
      },
    },
  }
}

/** One entry as one script, in memory. */
async function bundle(entry: string, format: 'es' | 'iife'): Promise<string> {
  const config = scriptConfig(entry, format, 'out.js')
  const built = await build({
    ...config,
    configFile: false,
    logLevel: 'warn',
    build: { ...config.build, write: false },
  })
  const { output } = built as Rolldown.RolldownOutput
  if (output.length !== 1) throw new Error(`${entry} became ${output.length} files; it has to be one.`)
  return output[0].code
}

/** Adds finished files to the output. */
function beside(files: readonly Finished[]): Plugin {
  return {
    name: 'beside',
    generateBundle() {
      for (const { name, content } of files) this.emitFile({ type: 'asset', fileName: name, source: content })
    },
  }
}

function weigh(chatName: string): Plugin {
  return {
    name: 'weigh',
    generateBundle: {
      order: 'post',
      handler(_, files) {
        const closed = gzipped(files['widget.js'])
        const opened = closed + gzipped(files[chatName])
        console.log(`widget: ${closed} bytes gzipped until the first click, ${opened} opened`)
        if (closed > budgets.closed || opened > budgets.opened) {
          this.error(
            `The widget is too heavy: at most ${budgets.closed} bytes closed and ${budgets.opened} opened.`,
          )
        }
      },
    },
  }
}

function gzipped(file: Rolldown.OutputChunk | Rolldown.OutputAsset | undefined): number {
  if (!file) throw new Error('A script of the widget was not built.')
  return gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 }).length
}
