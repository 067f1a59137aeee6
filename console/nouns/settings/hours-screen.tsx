import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { BusinessCalendar } from '#contract/calendar.ts'
import { api, ApiError, type Reply } from '../../parts/api.ts'
import { useFormat } from '../../parts/format.tsx'
import { SaveBar } from '../../parts/save-bar.tsx'
import { ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen, Section } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useVersionedDraft } from '../../parts/versioned-draft.ts'
import { useWords } from '../../parts/words.tsx'
import { ComingDays } from './coming-days.tsx'
import { Exceptions } from './exceptions.tsx'
import { problemsOf, type Problem } from './hours-problems.ts'
import { hoursWords } from './hours.words.ts'
import css from './hours.module.css'
import { WeekEditor } from './week-editor.tsx'

type Known = Reply<'GET /api/calendar'>

/** When the shop is open: weekly split shifts, days that differ, and what the coming fortnight looks like. */
export function HoursScreen() {
  const words = useWords(hoursWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const hours = useQuery({
    queryKey: ['calendar', id],
    queryFn: () => api('GET /api/calendar'),
    staleTime: 60_000,
  })
  useStreamEvents((e) => {
    if (e.name === 'calendar.changed') void client.invalidateQueries({ queryKey: ['calendar', id] })
  })
  return (
    <Screen title={words.title} right={hours.data && <OpenNow known={hours.data} />}>
      {hours.error && !hours.data && (
        <ErrorState error={hours.error} thing={words.thing} retry={() => void hours.refetch()} />
      )}
      {hours.isPending && <Loading lines={9} />}
      {hours.data && <Editor known={hours.data} />}
    </Screen>
  )
}

function OpenNow({ known }: { known: Known }) {
  const words = useWords(hoursWords)
  const format = useFormat()
  const time = useShopTime()
  const { isOpen, opensAt, closesAt, calendar } = known
  const state = isOpen
    ? closesAt
      ? words.openUntil(format.clock(closesAt))
      : words.openNow
    : opensAt
      ? words.opens(time.due(opensAt))
      : words.closedNow
  return (
    <>
      <span className={isOpen ? css.open : css.shut}>{state}</span>
      <span>{words.zone(calendar.zone)}</span>
    </>
  )
}

function Editor({ known }: { known: Known }) {
  const words = useWords(hoursWords)
  const { id } = useMembership()
  const canChange = useHasRole('owner', 'lead')
  const edited = useVersionedDraft<Known, BusinessCalendar>({
    known,
    queryKey: ['calendar', id],
    valueOf: ({ calendar }) => calendar,
    read: () => api('GET /api/calendar'),
    save: async (calendar, base) => ({
      ...base,
      ...(await api('PUT /api/calendar', { body: { calendar, version: base.version } })),
    }),
  })
  const { draft, change } = edited
  const problems = edited.error instanceof ApiError ? problemsOf(edited.error) : []
  return (
    <>
      <p className={css.why}>{canChange ? words.why : words.readOnly}</p>
      <fieldset disabled={!canChange}>
        <Section title={words.weekly}>
          <WeekEditor
            weekly={draft.weekly}
            problems={problems}
            onChange={(weekly) => change({ ...draft, weekly })}
          />
        </Section>
        <Exceptions
          calendar={draft}
          problems={problems}
          canChange={canChange}
          onChange={(exceptions) => change({ ...draft, exceptions })}
        />
      </fieldset>
      <Section title={words.coming}>
        <ComingDays calendar={draft} />
      </Section>
      {canChange && (
        <SaveBar
          draft={edited}
          words={words}
          problems={problems.length > 0 && <Problems problems={problems} />}
        />
      )}
    </>
  )
}

/** Every problem the server found, named with its place. */
function Problems({ problems }: { problems: readonly Problem[] }) {
  const words = useWords(hoursWords)
  const place = ({ weekday, shift, exception }: Problem) =>
    weekday
      ? shift === null
        ? words.weekdays[weekday]
        : words.shiftOf(words.weekdays[weekday], shift + 1)
      : exception !== null
        ? `${words.exceptions} ${exception + 1}`
        : words.weekly
  return (
    <>
      <b>{words.problemTitle}</b>
      <ul>
        {problems.map((p) => (
          <li key={p.path}>
            {place(p)}：{words.problems[p.code]}
          </li>
        ))}
      </ul>
    </>
  )
}
