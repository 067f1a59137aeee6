import { useState } from 'preact/hooks'
import type { BuyerConfirmation } from '#contract/purchase/buyer-confirmation.ts'
import type { Rating as Rate } from '#contract/purchase/confirmation.ts'
import { petalPath } from '../parts/mark.ts'
import type { Answer, Portal } from './ask.ts'
import type { PortalWords } from './words.ts'

const rates: readonly Rate[] = ['good', 'so_so', 'bad']

/** [SUR-10] One tap on how buying was; a line may follow. It can be changed as often as one likes. */
export function Rating({
  shown,
  words,
  portal,
  take,
}: {
  shown: BuyerConfirmation
  words: PortalWords
  portal: Portal
  take: (answer: Answer) => Answer
}) {
  const [line, setLine] = useState(shown.ratingLine ?? '')
  const [isSaid, setSaid] = useState(false)
  const rate = async (rating: Rate, said?: string) => {
    const answer = take(await portal.rate(rating, said))
    if (answer.ok && said !== undefined) setSaid(true)
  }
  return (
    <section class="rating">
      <h2 id="rate">{words.rate}</h2>
      <div class="petals" role="group" aria-labelledby="rate">
        {rates.map((one) => (
          <button key={one} type="button" aria-pressed={shown.rating === one} onClick={() => void rate(one)}>
            <Petal rate={one} />
            {words.ratings[one]}
          </button>
        ))}
      </div>
      {shown.rating && (
        <form
          class="field"
          onSubmit={(event) => {
            event.preventDefault()
            if (shown.rating) void rate(shown.rating, line)
          }}
        >
          <p role="status" class="meta">
            {isSaid ? words.rateSaid : words.rated}
          </p>
          <label for="rate-line">{words.rateLine}</label>
          <input
            id="rate-line"
            value={line}
            maxLength={300}
            onInput={(event) => {
              setSaid(false)
              setLine(event.currentTarget.value)
            }}
          />
          {line.trim() !== '' && !isSaid && (
            <button type="submit" class="plain">
              {words.rateSend}
            </button>
          )}
        </form>
      )}
    </section>
  )
}

/** Full, half and empty: told apart by shape, beside the word. */
function Petal({ rate }: { rate: Rate }) {
  return (
    <svg viewBox="-24 -54 48 52" width="30" height="32" aria-hidden="true" class={`petal ${rate}`}>
      <path d={petalPath} class="outline" />
      {rate !== 'bad' && <path d={petalPath} class="fill" />}
    </svg>
  )
}
