import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Roster, RosterProblem } from '#contract/staff/roster.ts'
import { api, ApiError, type Reply } from '../../parts/api.ts'
import { Checkbox } from '../../parts/controls.tsx'
import { SaveBar } from '../../parts/save-bar.tsx'
import { ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen, Section } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useVersionedDraft } from '../../parts/versioned-draft.ts'
import { useWords } from '../../parts/words.tsx'
import { DutyDays } from './duty-days.tsx'
import { RosterDays } from './roster-days.tsx'
import { isEmptyRoster, type Person } from './roster.rules.ts'
import { RosterWeek } from './roster-week.tsx'
import { rosterWords } from './roster.words.ts'
import { TeamTabs } from './team-tabs.tsx'
import { teamWords } from './team.words.ts'
import css from './roster.module.css'

type Known = Reply<'GET /api/roster'>

/** Who is on when; where nobody was, and where nobody will be. */
export function RosterScreen() {
  const words = useWords(rosterWords)
  const title = useWords(teamWords).title
  const { id } = useMembership()
  const client = useQueryClient()
  const roster = useQuery({ queryKey: ['roster', id], queryFn: () => api('GET /api/roster') })
  const team = useQuery({ queryKey: ['team', id], queryFn: () => api('GET /api/staff') })
  useStreamEvents((e) => {
    if (e.name === 'roster.changed') void client.invalidateQueries({ queryKey: ['roster', id] })
    if (e.name === 'roster.changed' || e.name === 'staff.presence_changed' || e.name === 'calendar.changed')
      void client.invalidateQueries({ queryKey: ['duty', id] })
  })
  const error = roster.error ?? team.error
  const people: Person[] = (team.data?.members ?? [])
    .filter((m) => m.roles.some((role) => role !== 'dispatch' && role !== 'finance'))
    .map((m) => ({ id: m.id, name: m.displayName, hasLeft: m.leftAt !== null }))
  return (
    <Screen title={title} tabs={<TeamTabs value="roster" />}>
      {error && !(roster.data && team.data) && (
        <ErrorState error={error} thing={words.thing} retry={() => void roster.refetch()} />
      )}
      {(roster.isPending || team.isPending) && <Loading lines={9} />}
      {roster.data && team.data && <Editor known={roster.data} people={people} />}
    </Screen>
  )
}

function Editor({ known, people }: { known: Known; people: readonly Person[] }) {
  const words = useWords(rosterWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const canChange = useHasRole('owner', 'lead')
  const edited = useVersionedDraft<Known, Roster>({
    known,
    queryKey: ['roster', id],
    valueOf: ({ roster }) => roster,
    read: () => api('GET /api/roster'),
    save: (roster, { version }) => api('PUT /api/roster', { body: { roster, version } }),
    onSaved: () => void client.invalidateQueries({ queryKey: ['duty', id] }),
  })
  const { draft, change, isChanged } = edited
  const problems = problemsOf(edited.error)
  return (
    <>
      <p className={css.why}>{canChange ? words.why : words.readOnly}</p>
      <DutyDays
        isEmpty={isEmptyRoster(edited.saved)}
        canChange={canChange && !isChanged}
        onUsual={(date, weekday) =>
          change({
            ...draft,
            days: [...draft.days.filter((d) => d.date !== date), { date, follows: weekday }],
          })
        }
      />
      <fieldset disabled={!canChange}>
        <Section title={words.weekTitle}>
          <RosterWeek
            week={draft.week}
            hasNights={draft.nightDuty}
            people={people}
            problems={problems}
            onChange={(week) => change({ ...draft, week })}
          />
        </Section>
        <RosterDays
          days={draft.days}
          hasNights={draft.nightDuty}
          people={people}
          canChange={canChange}
          onChange={(days) => change({ ...draft, days })}
        />
        <Checkbox
          label={words.nightDuty}
          hint={words.nightAbout}
          checked={draft.nightDuty}
          onChange={(e) => change({ ...draft, nightDuty: e.target.checked })}
        />
      </fieldset>
      {canChange && (
        <SaveBar
          draft={edited}
          words={words}
          problems={
            problems.length > 0 &&
            `${words.problemTitle} ${[...new Set(problems.map((p) => words.problems[p.code]))].join('；')}`
          }
        />
      )}
    </>
  )
}

const problemsOf = (error: unknown): RosterProblem[] =>
  error instanceof ApiError && error.code === 'setting.invalid' && Array.isArray(error.details['problems'])
    ? (error.details['problems'] as RosterProblem[])
    : []
