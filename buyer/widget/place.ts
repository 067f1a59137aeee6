/**
 * The widget's place in the shop's page: one element with a shadow root, out of the page's flow. The page's
 * styles cannot reach in (every property of the element is set here, with !important, which beats any style
 * sheet), and ours cannot leak out.
 */
const elementName = 'fivehearts-widget'

export const isPlaced = () => document.querySelector(elementName) !== null

export interface Place {
  root: HTMLElement
  adopt: (css: string) => void
}

export function makePlace(options: { lang: string; theme: string; side: string; bottom: number }): Place {
  const host = document.createElement(elementName)
  const own = {
    all: 'initial',
    position: 'fixed',
    top: '0',
    left: '0',
    width: '0',
    height: '0',
    direction: 'ltr',
    'z-index': '2147483000',
  }
  for (const [name, value] of Object.entries(own)) host.style.setProperty(name, value, 'important')
  const shadow = host.attachShadow({ mode: 'open' })
  const root = document.createElement('div')
  root.className = 'fh'
  root.lang = options.lang
  root.dataset.theme = options.theme
  root.dataset.side = options.side
  root.style.setProperty('--lift', `${options.bottom}px`)
  shadow.append(root)
  stayInPage(host)
  return { root, adopt: (css) => adopt(shadow, css) }
}

/**
 * Beside the body, not in it: a transform or filter on the body would drag us along, and pages that swap their
 * body for the next page's would throw us out. A page that tidies up even there gets us back, within reason.
 */
function stayInPage(host: HTMLElement): void {
  const page = document.documentElement
  let left = 100
  const watch = new MutationObserver(() => {
    if (host.isConnected || left <= 0) return
    left -= 1
    page.append(host)
  })
  watch.observe(page, { childList: true })
  page.append(host)
}

/** Adopted sheets pass any Content-Security-Policy; a style element is for browsers that have no such thing. */
function adopt(shadow: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet]
  } catch {
    // Safari before 16.4.
    const style = document.createElement('style')
    style.textContent = css
    shadow.append(style)
  }
}
