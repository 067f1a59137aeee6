import type { Language } from '#contract/shapes.ts'
import type { PersonRows } from './person-rows.ts'

/** A page that opens without the desk: no script, no picture, no request to anywhere. */
export const personPage = (
  person: PersonRows,
  about: { shop: string; at: string; language: Language },
): string => {
  const words = texts[about.language]
  const parts = person.parts
    .filter(({ rows }) => rows.length > 0)
    .map(
      ({ table, rows }) =>
        `<h2>${escape(table.title[about.language])} <small>${rows.length}</small></h2>${
          table.table === 'conversations.messages' ? transcript(rows) : rowsTable(rows)
        }`,
    )
  const files = person.files.map(
    (file) => `<li><a href="files/${encodeURIComponent(fileNameOf(file))}">${escape(file.name)}</a></li>`,
  )
  return `<!doctype html><html lang="${about.language}"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escape(person.name)}</title>
<style>body{font:15px/1.6 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#2a2522}table{border-collapse:collapse;font-size:13px;display:block;overflow-x:auto}td,th{border:1px solid #ddd5cc;padding:.25rem .5rem;text-align:left;vertical-align:top;white-space:pre-wrap}small{color:#85796f}li{margin:.2rem 0;white-space:pre-wrap}</style>
<h1>${escape(person.name)}</h1><p>${escape(words.lead(about.shop, about.at))}</p>${parts.join('\n')}${files.length > 0 ? `<h2>${escape(words.files)}</h2><ul>${files.join('')}</ul>` : ''}</html>
`
}

const texts = {
  zh: { lead: (shop: string, at: string) => `${shop} 保存的关于您的全部资料，${at}。`, files: '文件' },
  en: { lead: (shop: string, at: string) => `Everything ${shop} holds about you, ${at}.`, files: 'Files' },
} as const

const rowsTable = (rows: readonly Record<string, unknown>[]) => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((column) =>
    rows.some((row) => row[column] !== null),
  )
  const head = columns.map((column) => `<th>${escape(column.replaceAll('_', ' '))}</th>`).join('')
  const body = rows.map(
    (row) => `<tr>${columns.map((column) => `<td>${escape(shown(row[column]))}</td>`).join('')}</tr>`,
  )
  return `<table><tr>${head}</tr>${body.join('\n')}</table>`
}

const transcript = (rows: readonly Record<string, unknown>[]) =>
  `<ul>${rows
    .map(
      (row) =>
        `<li><small>${escape(shown(row['at']))}</small> <b>${escape(shown(row['agent_name'] ?? row['author']))}</b> ${escape(shown(row['text']))}</li>`,
    )
    .join('\n')}</ul>`

const shown = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Names may repeat; ids do not. */
export const fileNameOf = (file: { id: string; name: string }): string =>
  `${file.id}-${file.name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').slice(-80)}`
