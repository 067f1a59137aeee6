// npm run bench -- [--only NAME] [--json FILE] [--quick] [--profile FOLDER]: what is measured stands in README.md.
import { mkdir, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { agent } from './agent/agent.ts'
import { backup } from './backup/backup.ts'
import { bytes } from './bytes/bytes.ts'
import { chat } from './chat/chat.ts'
import { guard } from './guard/guard.ts'
import { imports } from './import/import.ts'
import { inbox } from './inbox/inbox.ts'
import { knowledge } from './knowledge/knowledge.ts'
import type { Measure, Run } from './measure.ts'
import { pages } from './pages/pages.ts'
import { machine, table } from './report.ts'
import { rush } from './rush/rush.ts'
import { search } from './search/search.ts'
import { start as startGroup } from './start/start.ts'
import { streams } from './streams/streams.ts'

const groups = [
  chat,
  guard,
  streams,
  inbox,
  agent,
  pages,
  backup,
  search,
  knowledge,
  rush,
  imports,
  bytes,
  startGroup,
]
const figures = groups.flatMap((group) => group.figures)

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
})
const isWanted = (name: string) =>
  options.only === undefined || name === options.only || name.startsWith(`${options.only}.`)
const wanted = groups.filter(
  (group) => group.name === options.only || group.figures.some(({ name }) => isWanted(name)),
)
if (wanted.length === 0) {
  console.error(
    `--only takes one of: ${groups.map(({ name }) => name).join(', ')}, or a figure's whole name: ${figures.map(({ name }) => name).join(', ')}`,
  )
  process.exit(1)
}

const start = performance.now()
const run: Run = {
  isQuick: options.quick,
  profileFolder: options.profile === undefined ? null : resolve(options.profile),
  say: (line) => {
    console.error(`${((performance.now() - start) / 1000).toFixed(0).padStart(4)} s  ${line}`)
  },
}
if (run.profileFolder) await mkdir(run.profileFolder, { recursive: true })

const measures: Measure[] = []
for (const group of wanted) {
  try {
    measures.push(
      ...(await group.run(run)).filter(({ name }) => group.name === options.only || isWanted(name)),
    )
  } catch (error) {
    // One group that fails must not take the others' figures with it; the exit status still tells.
    console.error(error)
    process.exitCode = 1
    for (const one of group.figures)
      if (isWanted(one.name))
        measures.push(one.take(null, `failed: ${error instanceof Error ? error.message : String(error)}`))
  }
}
console.log(
  `\n${table(measures, figures)}\n\n${machine()}, ${((performance.now() - start) / 1000).toFixed(0)} s`,
)
if (options.json) await writeFile(options.json, `${JSON.stringify(measures, null, 2)}\n`)
