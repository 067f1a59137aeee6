import type { BuyerConfirmation } from '#contract/purchase/buyer-confirmation.ts'
import type { Correction, Rating } from '#contract/purchase/confirmation.ts'
import { call, type Refusal, type Result } from '../parts/api.ts'

/** What a page shows when something came to nothing. `problems`: by field, which rule. */
export interface Trouble {
  code: Refusal['code'] | 'revoked'
  problems: Readonly<Record<string, string>>
}
export type Answer = { ok: true; value: BuyerConfirmation } | { ok: false; trouble: Trouble }

/** The desk behind a private link; the token stands in the address of the page and goes with each call. */
export function openPortal(base: string, token: string) {
  const read = (result: Result<BuyerConfirmation>): Answer =>
    result.ok ? result : { ok: false, trouble: troubleOf(result.refusal) }
  return {
    read: async () => read(await call(base, 'GET /api/portal/confirmation', { token })),
    confirm: async (version: number) =>
      read(await call(base, 'POST /api/portal/confirmation/answer', { token, body: { version } })),
    correct: async (correction: Correction, version: number) =>
      read(
        await call(base, 'POST /api/portal/confirmation/correction', {
          token,
          body: { correction, version },
        }),
      ),
    rate: async (rating: Rating, line?: string) =>
      read(
        await call(base, 'PUT /api/portal/confirmation/rating', {
          token,
          body: { rating, ...(line === undefined ? {} : { line }) },
        }),
      ),
  }
}
export type Portal = ReturnType<typeof openPortal>

function troubleOf({ code, details }: Refusal): Trouble {
  const problems = Array.isArray(details?.['problems'])
    ? (details['problems'] as { path: string; rule: string }[])
    : []
  return {
    code: code === 'link.expired' && details?.['reason'] === 'revoked' ? 'revoked' : code,
    problems: Object.fromEntries(problems.map(({ path, rule }) => [path.split('/').at(-1) ?? '', rule])),
  }
}
