import { useNavigate } from '@tanstack/react-router'
import { Tabs } from '../../parts/controls.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { linksWords } from './links.words.ts'

const views = ['people', 'prospects', 'next', 'open', 'weak', 'decided'] as const

/** Everybody, those who asked and did not buy, who could be offered what next, and those who may be one. */
export function CustomersTabs({ value }: { value: (typeof views)[number] }) {
  const words = useWords(linksWords)
  const { slug } = useMembership().shop
  const navigate = useNavigate()
  return (
    <Tabs
      label={words.tabsLabel}
      value={value}
      onChange={(next) =>
        void (next === 'people'
          ? navigate({ to: '/s/$slug/customers', params: { slug } })
          : next === 'prospects'
            ? navigate({ to: '/s/$slug/customers/prospects', params: { slug } })
            : next === 'next'
              ? navigate({ to: '/s/$slug/customers/next', params: { slug } })
              : navigate({
                  to: '/s/$slug/customers/links',
                  params: { slug },
                  search: { show: next },
                }))
      }
      options={views.map((view) => ({ value: view, label: words.tabs[view] }))}
    />
  )
}
