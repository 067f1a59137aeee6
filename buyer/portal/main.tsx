import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { BuyerConfirmation } from '#contract/purchase/buyer-confirmation.ts'
import type { Language } from '#contract/shapes.ts'
import { languageTag, pickLanguage } from '../parts/language.ts'
import { markBox, petalFills, petalPath, petalTurn } from '../parts/mark.ts'
import { openPortal, type Answer, type Trouble } from './ask.ts'
import { ConfirmationPage } from './confirmation-page.tsx'
import { portalWords, type PortalWords } from './words.ts'

const token = location.pathname.split('/').at(-1) ?? ''
const portal = openPortal(`${location.origin}/`, token)

/** The order's language, unless the browser reads only the other one. */
function firstLanguage(ofOrder: Language): Language {
  const read = new Set(navigator.languages.map((one) => pickLanguage(one)))
  return read.has(ofOrder) || read.size === 0 ? ofOrder : pickLanguage(navigator.language)
}

function Page() {
  const [shown, setShown] = useState<BuyerConfirmation | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [chosen, setChosen] = useState<Language | null>(null)
  const language = chosen ?? (shown ? firstLanguage(shown.language) : pickLanguage(navigator.language))
  const words = portalWords[language]
  const take = (answer: Answer): Answer => {
    if (answer.ok) setShown(answer.value)
    return answer
  }
  const load = () => {
    setTrouble(null)
    void portal.read().then((answer) => !take(answer).ok && !answer.ok && setTrouble(answer.trouble))
  }
  useEffect(load, [])
  useEffect(() => {
    document.documentElement.lang = languageTag[language]
    document.title = shown ? `${words.order(shown.orderTail)} · ${shown.shopName}` : words.loading
  }, [language, words, shown])
  return (
    <div class="page">
      <header class="top">
        <Mark />
        <b>{shown?.shopName ?? ''}</b>
        <button type="button" class="quiet" onClick={() => setChosen(language === 'zh' ? 'en' : 'zh')}>
          {words.other}
        </button>
      </header>
      {shown ? (
        <ConfirmationPage shown={shown} language={language} portal={portal} take={take} reload={load} />
      ) : trouble ? (
        <Failed words={words} trouble={trouble} retry={load} />
      ) : (
        <main>
          <p class="waiting" role="status">
            {words.loading}
          </p>
        </main>
      )}
    </div>
  )
}

function Mark() {
  return (
    <svg viewBox={markBox} width="28" height="28" aria-hidden="true">
      {petalFills.map((fill, i) => (
        <path key={fill} d={petalPath} fill={fill} transform={petalTurn(i)} />
      ))}
    </svg>
  )
}

const hopeless = ['link.expired', 'revoked', 'session.missing']

function Failed({ words, trouble, retry }: { words: PortalWords; trouble: Trouble; retry: () => void }) {
  const said = words.refused[trouble.code as keyof PortalWords['refused']] ?? words.refused.unavailable
  return (
    <main>
      <h1>{said[0]}</h1>
      <p class="lead" role="alert">
        {said[1]}
      </p>
      {!hopeless.includes(trouble.code) && (
        <p>
          <button type="button" class="plain" onClick={retry}>
            {words.retry}
          </button>
        </p>
      )}
    </main>
  )
}

const place = document.getElementById('portal')
if (place) render(<Page />, place)
