import { useNavigate } from '@tanstack/react-router'
import { Tabs } from '../../parts/controls.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { rosterWords } from './roster.words.ts'

const paths = {
  people: '/s/$slug/team',
  roster: '/s/$slug/team/roster',
  training: '/s/$slug/team/training',
  mine: '/s/$slug/training',
} as const
type View = keyof typeof paths

/** People, who is on when, how they learn, and what one learns oneself. */
export function TeamTabs({ value }: { value: View }) {
  const words = useWords(rosterWords)
  const { slug } = useMembership().shop
  const navigate = useNavigate()
  const isLead = useHasRole('owner', 'lead')
  const isAnswering = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const views: View[] = [
    'people',
    'roster',
    ...(isLead ? (['training'] as const) : []),
    ...(isAnswering ? (['mine'] as const) : []),
  ]
  return (
    <Tabs
      label={words.tabsLabel}
      value={value}
      onChange={(next) => void navigate({ to: paths[next], params: { slug } })}
      options={views.map((view) => ({ value: view, label: words.tabs[view] }))}
    />
  )
}
