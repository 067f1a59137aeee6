import { useNavigate } from '@tanstack/react-router'
import { Tabs } from '../../parts/controls.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { productViews, type ProductView } from './products-search.ts'
import { productsWords } from './products.words.ts'

const places = {
  offers: '/s/$slug/products/offers',
  concerns: '/s/$slug/products/concerns',
  trials: '/s/$slug/products/trials',
} as const
type Place = keyof typeof places
type Tab = ProductView | Place
const tabs: readonly Tab[] = [...productViews, 'offers', 'concerns', 'trials']
const isPlace = (tab: Tab): tab is Place => Object.hasOwn(places, tab)

/** The catalogue by what is shown of it, its offers, what is to be said of its goods, and samples of them. */
export function ProductsTabs({
  value,
  onView,
}: {
  value: Tab
  /** Changes the view of the list on screen; left out: goes there. */
  onView?: (view: ProductView | undefined) => void
}) {
  const words = useWords(productsWords)
  const { slug } = useMembership().shop
  const navigate = useNavigate()
  const show = (next: Tab) => {
    if (isPlace(next)) return void navigate({ to: places[next], params: { slug } })
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
