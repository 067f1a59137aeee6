import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Roster, RosterProblem } from '#contract/staff/roster.ts'
import { api, ApiError, type Reply } from '../../parts/api.ts'
import { Button, Checkbox } from '../../parts/controls.tsx'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen, Section } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import hours from '../settings/hours.module.css'
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
  const [draft, setDraft] = useState<Roster>(known.roster)
  const [base, setBase] = useState(known)
  const isChanged = JSON.stringify(draft) !== JSON.stringify(base.roster)
  // What a colleague saved comes in quietly while nothing of one's own would be lost.
  useEffect(() => {
    if (known.version === base.version || isChanged) return
    setBase(known)
    setDraft(known.roster)
  }, [known, base.version, isChanged])
  const save = useMutation({
    mutationFn: () => api('PUT /api/roster', { body: { roster: draft, version: base.version } }),
    onSuccess: (reply) => {
      setBase(reply)
      setDraft(reply.roster)
      void client.invalidateQueries({ queryKey: ['roster', id] })
      void client.invalidateQueries({ queryKey: ['duty', id] })
    },
  })
  const change = (next: Roster) => {
    setDraft(next)
    save.reset()
  }
  const loadTheirs = async () => {
    const theirs = await client.fetchQuery({
      queryKey: ['roster', id],
      queryFn: () => api('GET /api/roster'),
      staleTime: 0,
    })
    setBase(theirs)
    setDraft(theirs.roster)
    save.reset()
  }
  const isConflict = save.error instanceof ApiError && save.error.code === 'state.version'
  const problems = problemsOf(save.error)
  return (
    <>
      <p className={css.why}>{canChange ? words.why : words.readOnly}</p>
      <DutyDays
        isEmpty={isEmptyRoster(base.roster)}
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
            people={people}
            problems={problems}
            onChange={(week) => change({ ...draft, week })}
          />
        </Section>
        <RosterDays
          days={draft.days}
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
      {canChange && (isChanged || save.isSuccess) && (
        <div className={hours.save} role="status">
          {isConflict ? (
            <>
              <span className={hours.unsaved}>{words.conflict}</span>
              <Button onClick={() => void loadTheirs()}>{words.loadTheirs}</Button>
            </>
          ) : problems.length > 0 ? (
            <span className={hours.problems} role="alert">
              {words.problemTitle} {[...new Set(problems.map((p) => words.problems[p.code]))].join('；')}
            </span>
          ) : (
            <span className={hours.unsaved}>{isChanged ? words.unsaved : words.saved}</span>
          )}
          {save.error && !isConflict && problems.length === 0 && <ErrorLine error={save.error} />}
          {isChanged && (
            <span className={hours.saveActions}>
              <Button kind="quiet" onClick={() => change(base.roster)}>
                {words.discard}
              </Button>
              <Button kind="filled" isBusy={save.isPending} onClick={() => save.mutate()}>
                {words.save}
              </Button>
            </span>
          )}
        </div>
      )}
    </>
  )
}

const problemsOf = (error: unknown): RosterProblem[] =>
  error instanceof ApiError && error.code === 'setting.invalid' && Array.isArray(error.details['problems'])
    ? (error.details['problems'] as RosterProblem[])
    : []
