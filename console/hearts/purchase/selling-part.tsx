import type { Selling } from '#contract/purchase/selling.ts'
import type { BesideChatProps } from '../../parts/beside-chat.tsx'
import { Fold } from '../../parts/fold.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useHasRole } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import beside from '../../parts/beside.module.css'
import { ConcernRows, DisclosureRows } from './selling-said.tsx'
import { DoubtRows, NeedsRow } from './selling-needs.tsx'
import { EndingRow, TasteRow } from './selling-ending.tsx'
import { ProductRows } from './selling-product.tsx'
import { Row, Say, type SaleRow } from './sale-row.tsx'
import { sellingWords } from './selling.words.ts'
import css from './selling.module.css'
import { useSale } from './use-sale.ts'

/** 这单怎么谈: who this is, what they need and doubt, what was said and what is missing, and the next good sentence. */
export function SellingPart({ conversationId }: BesideChatProps) {
  const words = useWords(sellingWords)
  const format = useFormat()
  const sale = useSale(conversationId)
  const mayAct = useHasRole('owner', 'lead', 'agent', 'aftersales')
  if (!sale.data) return sale.error ? <ErrorLine error={sale.error} /> : null
  const row = { sale: sale.data, mayAct }
  const { prospect } = sale.data
  return (
    <Fold name="selling" title={words.title} state={words.heads[standingOf(sale.data)](countOf(sale.data))}>
      <p className={beside.quiet}>
        {words.kinds[sale.data.buyer.kind]}
        {prospect?.state === 'open' && prospect.nextAt && `　${words.prospect(format.day(prospect.nextAt))}`}
      </p>
      <div className={css.rows}>
        <Guides {...row} />
        <NeedsRow {...row} />
        <DoubtRows {...row} />
        <ProductRows {...row} />
        <ConcernRows {...row} />
        <DisclosureRows {...row} />
        <TasteRow {...row} />
        <EndingRow {...row} />
      </div>
    </Fold>
  )
}

/** What the shut part says of the sale: the first of these that holds. */
function standingOf(sale: Selling): 'closed' | 'doubts' | 'needs' | 'missing' | 'whole' {
  if (sale.isClosed) return 'closed'
  if (sale.doubts.some(({ state }) => state === 'open')) return 'doubts'
  if (!sale.needs) return 'needs'
  return missingOf(sale) > 0 ? 'missing' : 'whole'
}
const missingOf = (sale: Selling) => sale.disclosure.items.filter(({ state }) => state === 'missing').length
const countOf = (sale: Selling) =>
  standingOf(sale) === 'doubts' ? sale.doubts.filter(({ state }) => state === 'open').length : missingOf(sale)

function Guides({ sale, mayAct }: SaleRow) {
  const words = useWords(sellingWords)
  if (sale.isClosed || !mayAct || sale.guides.length === 0) return null
  return (
    <Row name={words.guide}>
      <p className={beside.deeds}>
        {sale.guides.map((guide) => (
          <Say key={guide.key} conversationId={sale.conversationId} text={guide.text}>
            {words.guides[guide.key]}
          </Say>
        ))}
      </p>
    </Row>
  )
}
