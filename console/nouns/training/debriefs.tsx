import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { taskKinds, type Debrief, type TaskKind, type TeamTraining } from '#contract/training/training.ts'
import { api } from '../../parts/api.ts'
import { Button, SelectField, TextField } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { trainingWords } from './training.words.ts'
import css from './training.module.css'

type People = readonly Pick<TeamTraining['members'][number], 'id' | 'name'>[]

/** What people wrote, and what is made of it (TRN-02). */
export function Debriefs({ people }: { people: People }) {
  const words = useWords(trainingWords)
  const { id } = useMembership()
  const list = useInfiniteQuery({
    queryKey: ['training', id, 'debriefs'],
    queryFn: ({ pageParam }) =>
      api('GET /api/training/debriefs', { query: pageParam ? { cursor: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Section title={words.debriefs}>
      {list.error && !list.data && (
        <ErrorState error={list.error} thing={words.debriefs} retry={() => void list.refetch()} />
      )}
      {list.isPending && <Loading lines={3} />}
      {list.data && rows.length === 0 && <p className={css.quiet}>{words.noDebriefs}</p>}
      <ul className={css.list}>
        {rows.map((debrief) => (
          <Row key={debrief.id} debrief={debrief} people={people} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </Section>
  )
}

function Row({ debrief, people }: { debrief: Debrief; people: People }) {
  const words = useWords(trainingWords)
  const format = useFormat()
  const [isAdding, setAdding] = useState(false)
  const lines = [
    [words.pleased, debrief.pleased],
    [words.annoyed, debrief.annoyed],
  ] as const
  return (
    <li className={css.debriefRow}>
      <p>
        <b>{debrief.memberName}</b> <span className={css.time}>{format.day(`${debrief.day}T12:00:00Z`)}</span>
      </p>
      {lines.map(
        ([label, text]) =>
          text && (
            <p key={label}>
              <small>{label}</small> {text}
            </p>
          ),
      )}
      {debrief.tasks.map((task) => (
        <p key={task.id} className={css.quiet}>
          {words.taskKinds[task.kind]} · {task.what} · {task.ownerName} · {words.taskStates[task.state]}
        </p>
      ))}
      {isAdding ? (
        <AddTask debrief={debrief} people={people} onDone={() => setAdding(false)} />
      ) : (
        <button
          type="button"
          className="link"
          aria-label={`${debrief.memberName} ${debrief.day}：${words.makeTask}`}
          onClick={() => setAdding(true)}
        >
          {words.makeTask}
        </button>
      )}
    </li>
  )
}

function AddTask({ debrief, people, onDone }: { debrief: Debrief; people: People; onDone: () => void }) {
  const words = useWords(trainingWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const [what, setWhat] = useState(debrief.annoyed || debrief.pleased)
  const [kind, setKind] = useState<TaskKind>('knowledge')
  const [ownerId, setOwner] = useState(people[0]?.id ?? '')
  const add = useMutation({
    mutationFn: () =>
      api('POST /api/training/debriefs/:id/tasks', {
        params: { id: debrief.id },
        body: { kind, what: what.trim(), ownerId },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['training', id] }).then(onDone),
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (what.trim() !== '') add.mutate()
  }
  return (
    <form className={css.addTask} onSubmit={submit}>
      <TextField
        label={words.taskWhat}
        value={what}
        maxLength={500}
        onChange={(e) => setWhat(e.target.value)}
      />
      <SelectField
        label={words.taskKind}
        value={kind}
        onChange={(e) => setKind(taskKinds.find((one) => one === e.target.value) ?? 'knowledge')}
      >
        {taskKinds.map((one) => (
          <option key={one} value={one}>
            {words.taskKinds[one]}
          </option>
        ))}
      </SelectField>
      <SelectField label={words.taskOwner} value={ownerId} onChange={(e) => setOwner(e.target.value)}>
        {people.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </SelectField>
      <ErrorLine error={add.error} />
      <p className={css.actions}>
        <Button type="submit" isBusy={add.isPending}>
          {words.add}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {words.cancel}
        </Button>
      </p>
    </form>
  )
}
