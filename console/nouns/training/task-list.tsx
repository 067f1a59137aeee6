import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { trainingWords } from './training.words.ts'
import css from './training.module.css'

/** What came of debriefs and is still open: one's own, or everybody's. */
export function TaskList({ mine = false }: { mine?: boolean }) {
  const words = useWords(trainingWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const tasks = useQuery({
    queryKey: ['training', id, 'tasks', mine],
    queryFn: () => api('GET /api/training/tasks', { query: mine ? { mine: true } : {} }),
  })
  const end = useMutation({
    mutationFn: (task: { id: string; version: number; state: 'done' | 'dropped' }) =>
      api('POST /api/training/tasks/:id/end', {
        params: { id: task.id },
        body: { state: task.state, version: task.version },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ['training', id] }),
  })
  if (tasks.error && !tasks.data)
    return <ErrorState error={tasks.error} thing={words.tasks} retry={() => void tasks.refetch()} />
  if (!tasks.data) return <Loading lines={2} />
  return (
    <>
      {tasks.data.rows.length === 0 && <p className={css.quiet}>{words.noTasks}</p>}
      <ErrorLine error={end.error} />
      <ul className={css.list}>
        {tasks.data.rows.map((task) => (
          <li key={task.id} className={css.task}>
            <span className={css.kind}>{words.taskKinds[task.kind]}</span>
            <b>{task.what}</b>
            {!mine && <span>{task.ownerName}</span>}
            <Button
              disabled={end.isPending}
              aria-label={`${words.done}：${task.what}`}
              onClick={() => end.mutate({ ...task, state: 'done' })}
            >
              {words.done}
            </Button>
            <Button
              kind="quiet"
              disabled={end.isPending}
              aria-label={`${words.dropped}：${task.what}`}
              onClick={() => end.mutate({ ...task, state: 'dropped' })}
            >
              {words.dropped}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
