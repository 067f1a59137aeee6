import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Problem } from '#contract/conversations/ownership.ts'
import { api } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import controls from '../../parts/controls.module.css'
import { Dialog } from '../../parts/dialog.tsx'
import { useFormat } from '../../parts/format.tsx'
import { EmptyState, ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { boardWords } from './board.words.ts'
import css from './board.module.css'
import { useGathered } from './use-board.ts'

/** The common list of problems by category (RTE-08): whose matter, whether the buyer was contacted, how it ended. */
export function Problems() {
  const words = useWords(boardWords)
  const { id } = useMembership()
  const [isSolved, setSolved] = useState(false)
  const [category, setCategory] = useState<Problem['category'] | ''>('')
  const [solving, setSolving] = useState<Problem | null>(null)
  useGathered(/^(problem|inquiry)[.]/, [['problems', id]])
  const list = useInfiniteQuery({
    queryKey: ['problems', id, isSolved, category],
    queryFn: ({ pageParam }) =>
      api('GET /api/problems', {
        query: {
          state: isSolved ? 'solved' : 'open',
          ...(category && { category }),
          ...(pageParam && { cursor: pageParam }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const open = list.data?.pages[0]?.open ?? []
  return (
    <>
      <div className={css.filters}>
        <select
          className={`${controls.input} ${controls.select}`}
          aria-label={words.problems}
          value={category}
          onChange={(e) => setCategory(e.target.value as Problem['category'] | '')}
        >
          <option value="">{words.allCategories}</option>
          {(Object.keys(words.categories) as Problem['category'][]).map((one) => (
            <option key={one} value={one}>
              {words.categories[one]} {open.find((count) => count.category === one)?.count ?? ''}
            </option>
          ))}
        </select>
        <button type="button" className="figure" onClick={() => setSolved((now) => !now)}>
          {isSolved ? words.showOpen : words.showSolved}
        </button>
      </div>
      {list.error && !list.data && (
        <ErrorState error={list.error} thing={words.problems} retry={() => void list.refetch()} />
      )}
      {list.isPending && <Loading lines={5} />}
      {list.data && rows.length === 0 && (
        <EmptyState title={words.problemsNone} lead={words.problemsNoneLead} withFlower={false} />
      )}
      <ul className={css.groups}>
        {rows.map((row) => (
          <ProblemRow key={row.id} row={row} onSolve={() => setSolving(row)} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {words.more}
        </Button>
      )}
      {solving && <Solve problem={solving} onClose={() => setSolving(null)} />}
    </>
  )
}

function ProblemRow({ row, onSolve }: { row: Problem; onSolve: () => void }) {
  const words = useWords(boardWords)
  const format = useFormat()
  const { id, shop } = useMembership()
  const client = useQueryClient()
  const contact = useMutation({
    mutationFn: () => api('POST /api/problems/:id/contact', { params: { id: row.id }, body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['problems', id] }),
  })
  return (
    <li>
      <div>
        <p>
          <b>{row.what}</b> <span className={css.count}>{words.categories[row.category]}</span>
        </p>
        <p className={css.quiet}>
          <Link
            to="/s/$slug/inbox/{-$id}"
            params={{ slug: shop.slug, id: row.conversationId }}
            search={{ view: 'all' }}
            className="figure"
          >
            {row.buyerName}
          </Link>{' '}
          · {words.teams[row.team]} · <span data-state={row.state}>{words.states[row.state]}</span>
          {' · '}
          {words.filedBy(row.filedByName ?? '', format.when(row.filedAt))}
          {row.ownerName && ` · ${words.ownedBy(row.ownerName)}`}
          {row.reminders > 0 && ` · ${words.reminded(row.reminders)}`}
        </p>
        {row.outcome && <p>{row.outcome}</p>}
        <ErrorLine error={contact.error} />
      </div>
      {row.state !== 'solved' && (
        <span className={css.deeds}>
          {row.state === 'filed' && (
            <Button isBusy={contact.isPending} onClick={() => contact.mutate()}>
              {words.contact}
            </Button>
          )}
          <Button onClick={onSolve}>{words.solve}</Button>
        </span>
      )}
    </li>
  )
}

function Solve({ problem, onClose }: { problem: Problem; onClose: () => void }) {
  const words = useWords(boardWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const [outcome, setOutcome] = useState('')
  const solve = useMutation({
    mutationFn: () =>
      api('POST /api/problems/:id/solution', {
        params: { id: problem.id },
        body: { outcome: outcome.trim() },
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['problems', id] })
      onClose()
    },
  })
  return (
    <Dialog
      title={words.solveTitle}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button
            kind="filled"
            disabled={!outcome.trim()}
            isBusy={solve.isPending}
            onClick={() => solve.mutate()}
          >
            {words.solve}
          </Button>
        </>
      }
    >
      <p className={css.quiet}>{problem.what}</p>
      <TextField
        label={words.outcome}
        maxLength={500}
        value={outcome}
        onChange={(e) => setOutcome(e.target.value)}
      />
      <ErrorLine error={solve.error} />
    </Dialog>
  )
}
