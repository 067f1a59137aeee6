import { useNavigate } from '@tanstack/react-router'
import { Tabs } from '../../parts/controls.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { orderViews, readOrdersSearch } from './orders-search.ts'
import { ordersWords } from './orders.words.ts'

type OrdersTab = (typeof orderViews)[number] | 'late' | 'confirm'
const tabs: readonly OrdersTab[] = ['all', 'confirm', 'to_ship', 'on_road', 'petals_open', 'late']

/** The views of orders; those that are to be confirmed have a screen of their own. */
export function OrdersTabs({ value }: { value: OrdersTab }) {
  const words = useWords(ordersWords)
  const { slug } = useMembership().shop
  const navigate = useNavigate()
  const show = (tab: OrdersTab) => {
    if (tab === 'confirm')
      return void navigate({ to: '/s/$slug/orders/confirmations', params: { slug }, search: {} })
    void navigate({
      to: '/s/$slug/orders',
      params: { slug },
      search: (before) => ({
        ...readOrdersSearch(before),
        view: tab === 'all' || tab === 'late' ? undefined : tab,
        dispatched: tab === 'late' ? ('late' as const) : undefined,
        carrier: undefined,
      }),
      replace: value !== 'confirm',
    })
  }
  return (
    <Tabs
      label={words.views.label}
      value={value}
      onChange={show}
      options={tabs.map((tab) => ({ value: tab, label: words.views[tab] }))}
    />
  )
}
