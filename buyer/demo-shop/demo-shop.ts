/** The little that moves on the demo shop's page: the price, the bag, and who is signed in. */

const find = <E extends Element>(selector: string) => document.querySelector<E>(selector)

/** Name, e-mail or login from the signed identity that the page carries for the chat. */
function signedInAs(token: string): string | null {
  try {
    const bytes = atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))
    const text = new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))
    const { name, email, sub } = JSON.parse(text) as Record<string, unknown>
    const shown = [name, email, sub].find((claim) => typeof claim === 'string' && claim !== '')
    return typeof shown === 'string' ? shown : null
  } catch {
    // No token: nobody is signed in.
    return null
  }
}

function showWhoIsSignedIn(): void {
  const name = signedInAs(find<HTMLScriptElement>('script[data-key]')?.dataset.identity ?? '')
  const line = find<HTMLElement>('.signed-in')
  const shown = line?.querySelector('b')
  if (!name || !line || !shown) return
  shown.textContent = name
  line.hidden = false
}

function sell(): void {
  let bag = 0
  const buy = find<HTMLFormElement>('.buy')
  buy?.addEventListener('change', () => {
    const price = find<HTMLOutputElement>('#price')
    const chosen = buy.querySelector<HTMLInputElement>('input:checked')
    if (price && chosen) price.value = chosen.value
  })
  buy?.addEventListener('submit', (event) => {
    event.preventDefault()
    bag += 1
    const count = find<HTMLOutputElement>('.bag output')
    if (count) count.value = String(bag)
  })
}

function ready(): void {
  const as = new URLSearchParams(location.search).get('as')
  showWhoIsSignedIn()
  sell()
  // Whoever is signed in stays so when the language changes.
  if (as)
    for (const link of document.querySelectorAll<HTMLAnchorElement>('.language'))
      link.search += `&as=${encodeURIComponent(as)}`
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', ready)
else ready()
