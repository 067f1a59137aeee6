import { useNavigate } from '@tanstack/react-router'
import { Tabs } from '../../parts/controls.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { answersBy } from './answers-search.ts'
import { platformsWords } from './platforms.words.ts'

const views = [...answersBy, 'platforms', 'lost'] as const
type View = (typeof views)[number]

/** How fast we answer, by our own measure in three ways, by the platforms', and whom it cost us. */
export function AnswersTabs({
  value,
  onBy,
}: {
  value: View
  /** On the report itself the three ways change nothing else; elsewhere they lead to it. */
  onBy?: (by: (typeof answersBy)[number]) => void
}) {
  const words = useWords(platformsWords)
  const { slug } = useMembership().shop
  const navigate = useNavigate()
  const change = (next: View) => {
    if (next === 'platforms') void navigate({ to: '/s/$slug/answers/platforms', params: { slug } })
    else if (next === 'lost') void navigate({ to: '/s/$slug/answers/lost', params: { slug } })
    else if (onBy) onBy(next)
    else void navigate({ to: '/s/$slug/answers', params: { slug }, search: { by: next } })
  }
  return (
    <Tabs
      label={words.tabsLabel}
      value={value}
      onChange={change}
      options={views.map((view) => ({ value: view, label: words.tabs[view] }))}
    />
  )
}
