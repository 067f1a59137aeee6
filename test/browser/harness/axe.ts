import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

/** WCAG 2.0, 2.1 and 2.2 at levels A and AA, and axe's own good practice (landmarks, heading order). */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Part of a page to look at, as a CSS selector, and axe rules to leave out (say why beside the call). */
export interface AccessibilityOptions {
  within?: string
  without?: string[]
}

/**
 * Throws when axe finds anything wrong on the page as it is now, shadow roots and frames included, with the
 * rule, the element and what to change. Wait for the screen to be complete before.
 */
export async function expectAccessible(page: Page, options: AccessibilityOptions = {}): Promise<void> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const runOptions: RunOptions = {
    runOnly: { type: 'tag', values: tags },
    rules: Object.fromEntries((options.without ?? []).map((rule) => [rule, { enabled: false }])),
    resultTypes: ['violations'],
  }
  // Evaluated, not added as a script element: the pages' Content-Security-Policy rightly refuses that.
  for (const frame of page.frames()) await frame.evaluate(source)
  const results = await page.evaluate(
    async ({ within, runOptions }) => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
      return (await axe.run(within ?? document, runOptions)) as AxeResults
    },
    { within: options.within, runOptions },
  )
  if (results.passes.length === 0) throw new Error('axe looked at nothing: is the page empty?')
  if (results.violations.length === 0) return
  const findings = results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const advice = (failureSummary ?? '').split('\n').slice(1).join(';').replaceAll(/\s+/g, ' ').trim()
      return `${id} at ${target.flat().join(' » ')}: ${help}. ${advice}`
    }),
  )
  throw new Error(`${findings.length} accessibility faults on ${page.url()}:\n  ${findings.join('\n  ')}`)
}
