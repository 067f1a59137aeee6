import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { TeamTraining } from '#contract/training/training.ts'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen, Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { TeamTabs } from '../staff/team-tabs.tsx'
import { teamWords } from '../staff/team.words.ts'
import { Debriefs } from './debriefs.tsx'
import { LookInPart } from './look-in-part.tsx'
import { TaskList } from './task-list.tsx'
import { TraineeDialog } from './trainee-dialog.tsx'
import { trainingWords } from './training.words.ts'
import css from './training.module.css'

type Member = TeamTraining['members'][number]

/** Who is new, who looks in on them, who may do what; and what people wrote at the end of their days. */
export function TeamTrainingScreen() {
  const words = useWords(trainingWords)
  const title = useWords(teamWords).title
  const { id } = useMembership()
  const client = useQueryClient()
  const [editing, setEditing] = useState<string | null>(null)
  const team = useQuery({ queryKey: ['training', id, 'team'], queryFn: () => api('GET /api/training/team') })
  useStreamEvents((e) => {
    if (e.name.startsWith('certificate.') || e.name === 'training.changed' || e.name === 'debrief.changed')
      void client.invalidateQueries({ queryKey: ['training', id] })
  })
  const member = team.data?.members.find((one) => one.id === editing)
  return (
    <Screen title={title} tabs={<TeamTabs value="training" />}>
      <p className={css.lead}>{words.teamLead}</p>
      {team.error && !team.data && (
        <ErrorState error={team.error} thing={words.thing} retry={() => void team.refetch()} />
      )}
      {team.isPending && <Loading lines={6} />}
      {team.data && (
        <>
          <ul className={css.list}>
            {team.data.members.map((one) => (
              <MemberRow key={one.id} member={one} onEdit={() => setEditing(one.id)} />
            ))}
          </ul>
          <LookInPart all />
          <Section title={words.openTasks}>
            <TaskList />
          </Section>
          <Debriefs people={team.data.members} />
        </>
      )}
      {member && team.data && (
        <TraineeDialog
          key={member.id}
          member={member}
          coaches={team.data.members.filter((one) => one.id !== member.id)}
          onClose={() => setEditing(null)}
        />
      )}
    </Screen>
  )
}

function MemberRow({ member, onEdit }: { member: Member; onEdit: () => void }) {
  const words = useWords(trainingWords)
  const format = useFormat()
  const { trainee, certificates } = member
  const products = certificates.filter((one) => one.kind === 'product').length
  const held = [
    ...certificates.filter((one) => one.kind !== 'product').map((one) => words.kinds[one.kind]),
    ...(products > 0 ? [words.productsHeld(products)] : []),
  ]
  return (
    <li className={css.member}>
      <b>{member.name}</b>
      <span className={css.state}>
        {trainee && (trainee.coachName ? words.newBy(trainee.coachName) : words.newAlone)}
      </span>
      <span>{held.join(' · ') || words.none}</span>
      <span>
        {words.columns.quizzes} {words.times(member.quizzes)}
      </span>
      <span>
        {words.columns.practice}{' '}
        {member.lastPractice === null ? words.times(0) : words.last(member.lastPractice)}
      </span>
      <span>
        {words.columns.debrief} {member.debriefOn ? format.day(`${member.debriefOn}T12:00:00Z`) : words.none}
      </span>
      <Button
        kind="quiet"
        aria-label={`${member.name}：${trainee ? words.edit : words.makeNew}`}
        onClick={onEdit}
      >
        {trainee ? words.edit : words.makeNew}
      </Button>
    </li>
  )
}
