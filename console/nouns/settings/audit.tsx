import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, type Reply } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { ExportMenu } from '../../parts/export-menu.tsx'
import { ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { staffWords } from '../staff/staff.words.ts'
import { settingsWords } from './settings.words.ts'
import css from './settings.module.css'

/** Who did what, newest first. Actions this screen has no words for are shown by their own name. */
export function Audit() {
  const words = useWords(settingsWords)
  const time = useShopTime()
  const { id } = useMembership()
  const log = useInfiniteQuery({
    queryKey: ['audit', id],
    queryFn: ({ pageParam }) =>
      api('GET /api/audit', { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = log.data?.pages.flatMap((page) => page.rows) ?? []
  const names: Record<string, string> = words.actions
  return (
    <>
      <div className={css.auditHead}>
        <p className={css.lead}>{words.auditLead}</p>
        <ExportMenu path="/audit" />
      </div>
      {log.error && !log.data && (
        <ErrorState error={log.error} thing={words.audit} retry={() => void log.refetch()} />
      )}
      {log.isPending && <Loading />}
      {log.data && rows.length === 0 && <p className={css.quiet}>{words.noAudit}</p>}
      <ul className={css.settings}>
        {rows.map((row) => (
          <li key={row.id} className={css.auditRow}>
            <span className={css.quiet}>{time.since(row.at)}</span>
            <b>{row.actor ?? words.system}</b>
            <span>{names[row.action] ?? row.action}</span>
            <Details row={row} />
          </li>
        ))}
      </ul>
      {log.hasNextPage && (
        <p className={css.formActions}>
          <Button isBusy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      )}
    </>
  )
}

type Row = Reply<'GET /api/audit'>['rows'][number]

/** What it was about, in words where there are any. */
function Details({ row }: { row: Row }) {
  const words = useWords(settingsWords)
  const { roles } = useWords(staffWords)
  const { slug } = useMembership().shop
  const { from, to, ...rest } = row.details
  const names: Record<string, string> = words.keys
  const known: Record<string, string> = { ...roles, ...words.scopeNames, ...words.platforms }
  const said = (value: unknown): string =>
    Array.isArray(value) ? value.map(said).join(' · ') : (known[String(value)] ?? shown(value))
  if (row.action === 'setting.changed' && row.subject) {
    return (
      <span className={css.details}>
        {names[row.subject] ?? row.subject}：{shown(from)} → {shown(to)}
      </span>
    )
  }
  return (
    <span className={css.details}>
      {row.action.startsWith('customer.') && row.subject && (
        <Link className="figure" to="/s/$slug/customers/$id" params={{ slug, id: row.subject }}>
          {words.thisCustomer}
        </Link>
      )}
      {Object.entries(rest)
        .map(([name, value]) => (isPlain(name) ? said(value) : `${name} ${said(value)}`))
        .join('　')}
    </span>
  )
}

/** Details whose values say enough without their name. */
const isPlain = (name: string) => ['roles', 'scopes', 'platform', 'name', 'displayName'].includes(name)

const shown = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '–'))
