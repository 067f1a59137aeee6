import { useNavigate } from '@tanstack/react-router'
import { Tabs } from '../../parts/controls.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { productViews, type ProductView } from './products-search.ts'
import { productsWords } from './products.words.ts'

const tabs = [...productViews, 'concerns', 'trials'] as const

/** The catalogue by what is shown of it, what is to be said of its goods, and samples of them. */
export function ProductsTabs({
  value,
  onView,
}: {
  value: (typeof tabs)[number]
  /** Changes the view of the list on screen; left out: goes there. */
  onView?: (view: ProductView | undefined) => void
}) {
  const words = useWords(productsWords)
  const { slug } = useMembership().shop
  const navigate = useNavigate()
  const show = (next: (typeof tabs)[number]) => {
    if (next === 'concerns') return void navigate({ to: '/s/$slug/products/concerns', params: { slug } })
    if (next === 'trials') return void navigate({ to: '/s/$slug/products/trials', params: { slug } })
    const view = next === 'current' ? undefined : next
    if (onView) onView(view)
    else void navigate({ to: '/s/$slug/products', params: { slug }, search: { view } })
  }
  return (
    <Tabs
      label={words.views.label}
      value={value}
      onChange={show}
      options={tabs.map((one) => ({ value: one, label: words.views[one] }))}
    />
  )
}
