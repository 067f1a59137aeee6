import type { BesideChatProps } from '../../parts/beside-chat.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useHasRole } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
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
    <section className={css.part}>
      <header>
        <h3>{words.title}</h3>
        <span>{words.kinds[sale.data.buyer.kind]}</span>
      </header>
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
      {prospect?.state === 'open' && prospect.nextAt && (
        <p className={css.quiet}>{words.prospect(format.day(prospect.nextAt))}</p>
      )}
    </section>
  )
}

function Guides({ sale, mayAct }: SaleRow) {
  const words = useWords(sellingWords)
  if (sale.isClosed || !mayAct || sale.guides.length === 0) return null
  return (
    <Row name={words.guide}>
      <p className={css.deeds}>
        {sale.guides.map((guide) => (
          <Say key={guide.key} conversationId={sale.conversationId} text={guide.text}>
            {words.guides[guide.key]}
          </Say>
        ))}
      </p>
    </Row>
  )
}
