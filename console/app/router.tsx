import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import { Loading, NotFound } from '../parts/screen-states.tsx'
import { SessionProvider } from '../parts/session.tsx'
import { readBoardSearch } from '../nouns/board/board-search.ts'
import { readNextItemsSearch } from '../hearts/care/next-items-search.ts'
import { readConfirmationsSearch } from '../hearts/purchase/confirmation/confirmations-search.ts'
import { readInboxSearch } from '../nouns/conversations/inbox-search.ts'
import { readCustomersSearch, readLinksSearch } from '../nouns/customers/customers-search.ts'
import { readProspectsSearch } from '../hearts/purchase/prospects-search.ts'
import { readImportSearch } from '../nouns/imports/import-search.ts'
import { readAnswersSearch } from '../nouns/insight/answers-search.ts'
import { readKnowledgeSearch } from '../nouns/knowledge/knowledge-search.ts'
import { readOrdersSearch } from '../nouns/orders/orders-search.ts'
import { readPhrasesSearch } from '../nouns/phrases/phrases-search.ts'
import { readProductsSearch } from '../nouns/products/products-search.ts'
import { readWordsSearch } from '../nouns/words/words-search.ts'
import { Landing } from './landing.tsx'
import { NothingHere } from './nothing-here.tsx'
import { ScreenFailed } from './screen-failed.tsx'
import { ShopFrame } from './shop-frame.tsx'

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

const root = createRootRoute({ component: Outlet, notFoundComponent: () => <NotFound isPage /> })
const landing = createRoute({ getParentRoute: () => root, path: '/', component: Landing })
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: (s: Record<string, unknown>): { token?: string } => ({ token: text(s['token']) }),
  component: lazyRouteComponent(() => import('../nouns/staff/setup-screen.tsx'), 'SetupScreen'),
})
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (s: Record<string, unknown>): { next?: string } => ({ next: text(s['next']) }),
  component: lazyRouteComponent(() => import('../nouns/staff/sign-in-screen.tsx'), 'SignInScreen'),
})
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: lazyRouteComponent(() => import('../nouns/staff/invitation-screen.tsx'), 'InvitationScreen'),
})
const shop = createRoute({
  getParentRoute: () => root,
  path: '/s/$slug',
  component: () => (
    <SessionProvider>
      <ShopFrame />
    </SessionProvider>
  ),
  notFoundComponent: NothingHere,
})

// One line per screen; each is its own file in the bundle and loads when it is first opened.
const home = createRoute({
  getParentRoute: () => shop,
  path: '/',
  component: lazyRouteComponent(() => import('../nouns/insight/home-screen.tsx'), 'HomeScreen'),
})
const answers = createRoute({
  getParentRoute: () => shop,
  path: '/answers',
  validateSearch: readAnswersSearch,
  component: lazyRouteComponent(() => import('../nouns/insight/answers-screen.tsx'), 'AnswersScreen'),
})
const inbox = createRoute({
  getParentRoute: () => shop,
  path: '/inbox/{-$id}',
  validateSearch: readInboxSearch,
  component: lazyRouteComponent(() => import('../nouns/conversations/inbox-screen.tsx'), 'InboxScreen'),
})
const board = createRoute({
  getParentRoute: () => shop,
  path: '/board',
  validateSearch: readBoardSearch,
  component: lazyRouteComponent(() => import('../nouns/board/board-screen.tsx'), 'BoardScreen'),
})
const words = createRoute({
  getParentRoute: () => shop,
  path: '/words',
  validateSearch: readWordsSearch,
  component: lazyRouteComponent(() => import('../nouns/words/words-screen.tsx'), 'WordsScreen'),
})
const orders = createRoute({
  getParentRoute: () => shop,
  path: '/orders',
  validateSearch: readOrdersSearch,
  component: lazyRouteComponent(() => import('../nouns/orders/orders-screen.tsx'), 'OrdersScreen'),
})
const importOrders = createRoute({
  getParentRoute: () => shop,
  path: '/orders/import',
  validateSearch: readImportSearch,
  component: lazyRouteComponent(() => import('../nouns/imports/import-screen.tsx'), 'ImportScreen'),
})
const confirmations = createRoute({
  getParentRoute: () => shop,
  path: '/orders/confirmations',
  validateSearch: readConfirmationsSearch,
  component: lazyRouteComponent(
    () => import('../hearts/purchase/confirmation/confirmations-screen.tsx'),
    'ConfirmationsScreen',
  ),
})
const order = createRoute({
  getParentRoute: () => shop,
  path: '/orders/$id',
  component: lazyRouteComponent(() => import('../nouns/orders/order-screen.tsx'), 'OrderScreen'),
})
const products = createRoute({
  getParentRoute: () => shop,
  path: '/products',
  validateSearch: readProductsSearch,
  component: lazyRouteComponent(() => import('../nouns/products/products-screen.tsx'), 'ProductsScreen'),
})
const importProducts = createRoute({
  getParentRoute: () => shop,
  path: '/products/import',
  validateSearch: readImportSearch,
  component: lazyRouteComponent(
    () => import('../nouns/imports/table-import-screen.tsx'),
    'ProductImportScreen',
  ),
})
const offers = createRoute({
  getParentRoute: () => shop,
  path: '/products/offers',
  component: lazyRouteComponent(() => import('../nouns/offers/offers-screen.tsx'), 'OffersScreen'),
})
const offerLists = createRoute({
  getParentRoute: () => shop,
  path: '/products/offers/$list',
  component: lazyRouteComponent(
    () => import('../hearts/purchase/price-lists-screen.tsx'),
    'PriceListsScreen',
  ),
})
const product = createRoute({
  getParentRoute: () => shop,
  path: '/products/$id',
  component: lazyRouteComponent(() => import('../nouns/products/product-screen.tsx'), 'ProductScreen'),
})
const customers = createRoute({
  getParentRoute: () => shop,
  path: '/customers',
  validateSearch: readCustomersSearch,
  component: lazyRouteComponent(() => import('../nouns/customers/customers-screen.tsx'), 'CustomersScreen'),
})
const customerLinks = createRoute({
  getParentRoute: () => shop,
  path: '/customers/links',
  validateSearch: readLinksSearch,
  component: lazyRouteComponent(() => import('../nouns/customers/links-screen.tsx'), 'LinksScreen'),
})
const importCustomers = createRoute({
  getParentRoute: () => shop,
  path: '/customers/import',
  validateSearch: readImportSearch,
  component: lazyRouteComponent(
    () => import('../nouns/imports/table-import-screen.tsx'),
    'CustomerImportScreen',
  ),
})
const prospects = createRoute({
  getParentRoute: () => shop,
  path: '/customers/prospects',
  validateSearch: readProspectsSearch,
  component: lazyRouteComponent(() => import('../hearts/purchase/prospects-screen.tsx'), 'ProspectsScreen'),
})
const nextItems = createRoute({
  getParentRoute: () => shop,
  path: '/customers/next',
  validateSearch: readNextItemsSearch,
  component: lazyRouteComponent(() => import('../hearts/care/next-items-screen.tsx'), 'NextItemsScreen'),
})
const concerns = createRoute({
  getParentRoute: () => shop,
  path: '/products/concerns',
  component: lazyRouteComponent(() => import('../hearts/purchase/concerns-screen.tsx'), 'ConcernsScreen'),
})
const trials = createRoute({
  getParentRoute: () => shop,
  path: '/products/trials',
  component: lazyRouteComponent(() => import('../hearts/purchase/trials-screen.tsx'), 'TrialsScreen'),
})
const customer = createRoute({
  getParentRoute: () => shop,
  path: '/customers/$id',
  component: lazyRouteComponent(() => import('../nouns/customers/customer-screen.tsx'), 'CustomerScreen'),
})
const knowledge = createRoute({
  getParentRoute: () => shop,
  path: '/knowledge',
  validateSearch: readKnowledgeSearch,
  component: lazyRouteComponent(() => import('../nouns/knowledge/knowledge-screen.tsx'), 'KnowledgeScreen'),
})
const article = createRoute({
  getParentRoute: () => shop,
  path: '/knowledge/$id',
  component: lazyRouteComponent(() => import('../nouns/knowledge/article-screen.tsx'), 'ArticleScreen'),
})
const insertCard = createRoute({
  getParentRoute: () => shop,
  path: '/knowledge/card/$productId',
  component: lazyRouteComponent(() => import('../nouns/knowledge/card-screen.tsx'), 'CardScreen'),
})
const phrases = createRoute({
  getParentRoute: () => shop,
  path: '/phrases',
  validateSearch: readPhrasesSearch,
  component: lazyRouteComponent(() => import('../nouns/phrases/phrases-screen.tsx'), 'PhrasesScreen'),
})
const team = createRoute({
  getParentRoute: () => shop,
  path: '/team',
  component: lazyRouteComponent(() => import('../nouns/staff/team-screen.tsx'), 'TeamScreen'),
})
const roster = createRoute({
  getParentRoute: () => shop,
  path: '/team/roster',
  component: lazyRouteComponent(() => import('../nouns/staff/roster-screen.tsx'), 'RosterScreen'),
})
const teamTraining = createRoute({
  getParentRoute: () => shop,
  path: '/team/training',
  component: lazyRouteComponent(() => import('../nouns/training/team-screen.tsx'), 'TeamTrainingScreen'),
})
const myTraining = createRoute({
  getParentRoute: () => shop,
  path: '/training',
  component: lazyRouteComponent(() => import('../nouns/training/my-screen.tsx'), 'MyTrainingScreen'),
})
const platforms = createRoute({
  getParentRoute: () => shop,
  path: '/answers/platforms',
  component: lazyRouteComponent(() => import('../nouns/insight/platforms-screen.tsx'), 'PlatformsScreen'),
})
const lost = createRoute({
  getParentRoute: () => shop,
  path: '/answers/lost',
  component: lazyRouteComponent(() => import('../nouns/insight/lost-screen.tsx'), 'LostScreen'),
})
const hours = createRoute({
  getParentRoute: () => shop,
  path: '/hours',
  component: lazyRouteComponent(() => import('../nouns/settings/hours-screen.tsx'), 'HoursScreen'),
})
const settings = createRoute({
  getParentRoute: () => shop,
  path: '/settings',
  component: lazyRouteComponent(() => import('../nouns/settings/settings-screen.tsx'), 'SettingsScreen'),
})
const account = createRoute({
  getParentRoute: () => shop,
  path: '/account',
  component: lazyRouteComponent(() => import('../nouns/staff/account-screen.tsx'), 'AccountScreen'),
})

const routeTree = root.addChildren([
  landing,
  setup,
  signIn,
  invitation,
  shop.addChildren([
    home,
    answers,
    inbox,
    board,
    words,
    orders,
    importOrders,
    confirmations,
    order,
    products,
    importProducts,
    offers,
    offerLists,
    product,
    customers,
    customerLinks,
    importCustomers,
    prospects,
    nextItems,
    concerns,
    trials,
    customer,
    knowledge,
    insertCard,
    article,
    phrases,
    team,
    roster,
    teamTraining,
    myTraining,
    platforms,
    lost,
    hours,
    settings,
    account,
  ]),
])

export const router = createRouter({
  routeTree,
  // Plain texts behind the `?`: readable, and an order number of nineteen digits stays one.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const texts = new URLSearchParams()
    for (const [name, value] of Object.entries(search))
      if (value !== undefined && value !== null && value !== '') texts.set(name, String(value))
    return texts.size > 0 ? `?${texts}` : ''
  },
  defaultPreload: 'intent',
  scrollRestoration: false,
  defaultPendingComponent: Loading,
  defaultErrorComponent: ScreenFailed,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
