import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Customer } from '#contract/customers/customers.ts'
import { api, ApiError } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { download } from '../../parts/export-menu.tsx'
import { exportWords } from '../../parts/export-menu.words.ts'
import { useFormat } from '../../parts/format.tsx'
import { EmptyState, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen, Section } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { CustomerAbout } from './customer-about.tsx'
import { CustomerDealings } from './customer-dealings.tsx'
import { CustomerMerging } from './customer-merging.tsx'
import { CustomerTimeline } from './customer-timeline.tsx'
import { CustomerConsents, CustomerTraits } from './customer-traits.tsx'
import { customerWords } from './customers.words.ts'
import { LinkRow } from './link-row.tsx'
import { linksWords } from './links.words.ts'
import { CustomerTouches } from '../touches/customer-touches.tsx'
import css from './customer.module.css'

/** One person: who, how to treat them, by what we know them, where parcels went, and all that happened. */
export function CustomerScreen() {
  const words = useWords(customerWords)
  const exports = useWords(exportWords)
  const isLeading = useHasRole('owner', 'lead')
  const { slug = '', id = '' } = useParams({ strict: false })
  const memberId = useMembership().id
  const client = useQueryClient()
  const customer = useQuery({
    queryKey: ['customer', memberId, id],
    queryFn: () => api('GET /api/customers/:id', { params: { id } }),
    // Every look is written into the audit log: not again for each glance at another window.
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  })
  useStreamEvents((event) => {
    const ids = [id, customer.data?.id]
    if (ids.includes(event.subject) && event.name.startsWith('customer.'))
      void client.invalidateQueries({ queryKey: ['customer', memberId, id] })
  })
  const isMissing = customer.error instanceof ApiError && customer.error.code === 'not_found'
  return (
    <Screen
      title={customer.data?.name ?? words.title}
      width="wide"
      right={
        <>
          {customer.data && isLeading && (
            <Button kind="quiet" onClick={() => download(`/customers/${id}/person`, {})}>
              {exports.person}
            </Button>
          )}
          <Link className="link" to="/s/$slug/customers" params={{ slug }}>
            {words.back}
          </Link>
        </>
      }
    >
      {customer.data ? (
        <Whole customer={customer.data} />
      ) : isMissing ? (
        <EmptyState title={words.notFound} />
      ) : customer.error ? (
        <ErrorState error={customer.error} retry={() => void customer.refetch()} />
      ) : (
        <Loading lines={10} />
      )}
    </Screen>
  )
}

function Whole({ customer }: { customer: Customer }) {
  return (
    <>
      <Facts customer={customer} />
      <MayAlsoBe customer={customer} />
      <div className={css.columns}>
        <div>
          <CustomerAbout key={customer.id} customer={customer} />
          <CustomerTouches customerId={customer.id} />
          <CustomerTraits customer={customer} />
          <Identities customer={customer} />
          <Recipients customer={customer} />
          <CustomerConsents customer={customer} />
          <CustomerMerging customer={customer} />
        </div>
        <div>
          <CustomerDealings customer={customer} />
          <CustomerTimeline customerId={customer.id} />
        </div>
      </div>
    </>
  )
}

/** Open proposals, each with its evidence and the two answers. */
function MayAlsoBe({ customer }: { customer: Customer }) {
  const words = useWords(linksWords)
  if (customer.links.length === 0) return null
  return (
    <div className={css.maybe}>
      <Section title={words.onPage}>
        <ul>
          {customer.links.map((link) => (
            <LinkRow key={link.id} link={link} except={customer.id} />
          ))}
        </ul>
      </Section>
    </div>
  )
}

function Facts({ customer }: { customer: Customer }) {
  const words = useWords(customerWords)
  const format = useFormat()
  const { slug } = useMembership().shop
  return (
    <p className={css.facts}>
      {customer.orderCount > 0 ? (
        <>
          <Link
            className="figure"
            to="/s/$slug/orders"
            params={{ slug }}
            search={{ customerId: customer.id }}
          >
            {words.orders(format.count(customer.orderCount))}
          </Link>
          {customer.spent.map((amount) => (
            <Link
              key={amount.currency}
              className="figure"
              to="/s/$slug/orders"
              params={{ slug }}
              search={{ customerId: customer.id }}
            >
              {format.money(amount)}
            </Link>
          ))}
          {customer.lastOrderAt && <span>{words.lastOrder(format.day(customer.lastOrderAt))}</span>}
        </>
      ) : (
        <span>{words.noOrders}</span>
      )}
      {customer.city && <span>{customer.city}</span>}
      <span>{words.since(format.day(customer.firstOrderAt ?? customer.createdAt))}</span>
    </p>
  )
}

function Identities({ customer }: { customer: Customer }) {
  const words = useWords(customerWords)
  const format = useFormat()
  return (
    <Section title={words.identities}>
      {customer.identities.length === 0 && <p className={css.quiet}>{words.noIdentities}</p>}
      <ul className={css.identities}>
        {customer.identities.map((one, i) => (
          <li key={i}>
            <span className={css.kind}>{words.identityKinds[one.kind]}</span>
            <span>
              {one.shown}
              {one.storeName && <span className={css.quiet}> {one.storeName}</span>}
            </span>
            <span className={css.source}>
              {words.sources[one.source] ?? one.source}　{format.day(one.since)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Recipients({ customer }: { customer: Customer }) {
  const words = useWords(customerWords)
  const format = useFormat()
  if (customer.recipients.length === 0) return null
  return (
    <Section title={words.recipients}>
      <p className={css.quiet}>{words.recipientsNote}</p>
      <ul className={css.recipients}>
        {customer.recipients.map((one, i) => (
          <li key={i}>
            <span>{[one.name, one.phone].filter(Boolean).join('　')}</span>
            <span className={css.source}>{words.times(format.count(one.times))}</span>
            {one.address && <span className={css.address}>{one.address}</span>}
          </li>
        ))}
      </ul>
    </Section>
  )
}
