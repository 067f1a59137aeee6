import { markBox, petalFills, petalPath, petalTurn } from '../parts/mark.ts'
import type { ClosedShop } from './frame.ts'
import type { ClosedWords } from './words-closed.ts'

const svg = 'http://www.w3.org/2000/svg'

export interface Ask {
  element: HTMLButtonElement
  /** Null while nothing is known of the shop: the button then promises no seconds. */
  describe: (shop: ClosedShop | null) => void
  unread: (count: number, agentName: string | null) => void
  say: (state: 'idle' | 'opening' | 'failed') => void
}

/** The closed button: the mark, whom to ask, and what the shop promises. Plain DOM: every visitor loads it. */
export function makeButton(words: ClosedWords): Ask {
  const element = make('button', 'ask')
  element.type = 'button'
  element.setAttribute('aria-haspopup', 'dialog')
  element.setAttribute('aria-expanded', 'false')
  const title = make('b', '')
  const line = make('span', 'line')
  line.setAttribute('role', 'status')
  const badge = make('i', 'badge')
  badge.hidden = true
  const text = make('span', 'text')
  text.append(title, line)
  element.append(drawMark(), text, badge)

  let shop: ClosedShop | null = null
  let news: { count: number; agentName: string | null } = { count: 0, agentName: null }
  let state: 'idle' | 'opening' | 'failed' = 'idle'
  const show = () => {
    title.textContent = titleOf(shop, words)
    badge.hidden = news.count === 0
    badge.textContent = news.count > 9 ? '9+' : String(news.count)
    badge.title = words.unread(news.count)
    line.textContent = state === 'idle' ? lineOf(shop, news, words) : words[state]
    element.setAttribute('aria-busy', String(state === 'opening'))
  }
  show()
  return {
    element,
    describe: (now) => {
      shop = now
      show()
    },
    unread: (count, agentName) => {
      news = { count, agentName }
      show()
    },
    say: (now) => {
      state = now
      show()
    },
  }
}

function titleOf(shop: ClosedShop | null, words: ClosedWords): string {
  if (!shop) return words.askShop
  if (!shop.isOpen) return words.leave
  return shop.agentName ? words.ask(shop.agentName) : words.askShop
}

function lineOf(
  shop: ClosedShop | null,
  news: { count: number; agentName: string | null },
  words: ClosedWords,
): string {
  if (news.count > 0) return news.agentName ? words.replied(news.agentName) : words.unread(news.count)
  if (!shop) return ''
  return shop.isOpen ? words.within(shop.targetSeconds) : words.away
}

function drawMark(): SVGElement {
  const mark = document.createElementNS(svg, 'svg')
  mark.setAttribute('viewBox', markBox)
  mark.setAttribute('aria-hidden', 'true')
  petalFills.forEach((fill, index) => {
    const petal = document.createElementNS(svg, 'path')
    petal.setAttribute('d', petalPath)
    petal.setAttribute('fill', fill)
    petal.setAttribute('transform', petalTurn(index))
    mark.append(petal)
  })
  return mark
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, className: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  if (className) element.className = className
  return element
}
