import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from '../../parts/controls.tsx'
import { ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useFormat } from '../../parts/format.tsx'
import { useWords } from '../../parts/words.tsx'
import { readBoardSearch, type BoardTab } from './board-search.ts'
import { boardWords } from './board.words.ts'
import { LiveBoard } from './live-board.tsx'
import { Ownership } from './ownership.tsx'
import { Problems } from './problems.tsx'
import { useBoard, useGathered } from './use-board.ts'

/** The lead's live board: who waits, who answers, what is asked by many; beside it the problems and who owns what. */
export function BoardScreen() {
  const words = useWords(boardWords)
  const { slug } = useMembership().shop
  const isLeading = useHasRole('owner', 'lead')
  const navigate = useNavigate()
  const asked = readBoardSearch(useSearch({ strict: false }) as Record<string, unknown>).tab
  // Everybody works on problems; the board and the report are for those who lead.
  const tab: BoardTab = isLeading ? (asked ?? 'live') : 'problems'
  const tabs = isLeading ? (['live', 'problems', 'ownership'] as const) : (['problems'] as const)
  return (
    <Screen
      title={words.title}
      width={tab === 'live' ? 'wide' : 'read'}
      right={tab === 'live' && <Moment />}
      tabs={
        <Tabs
          label={words.tab}
          value={tab}
          onChange={(next) =>
            void navigate({
              to: '/s/$slug/board',
              params: { slug },
              search: next === 'live' ? {} : { tab: next },
              replace: true,
            })
          }
          options={tabs.map((value) => ({ value, label: words[value] }))}
        />
      }
    >
      {tab === 'live' ? <Live /> : tab === 'problems' ? <Problems /> : <Ownership />}
    </Screen>
  )
}

function Moment() {
  const words = useWords(boardWords)
  const format = useFormat()
  const board = useBoard()
  return board.data ? <span>{words.updated(format.seconds(board.data.now))}</span> : null
}

function Live() {
  const words = useWords(boardWords)
  const { id } = useMembership()
  const board = useBoard()
  useGathered(/^(message|conversation|clock|queue|staff|setting|problem|group_answer)[.]/, [
    ['board', id],
    ['board-questions', id],
    ['board-answers', id],
    ['board-waiting', id],
  ])
  useGathered(/^notice[.]/, [['notices', id]])
  if (board.error && !board.data)
    return <ErrorState error={board.error} thing={words.thing} retry={() => void board.refetch()} />
  return board.data ? <LiveBoard board={board.data} /> : <Loading lines={8} />
}
