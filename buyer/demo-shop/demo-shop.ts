/** The little that moves on the demo shop's page: the price, the bag, and who is signed in. */

const find = <E extends Element>(selector: string) => document.querySelector<E>(selector)

/** Name, e-mail or login from the signed identity that the page carries for the chat. */
function signedInAs(token: string): string | null {
  try {
    const bytes = atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))
    const claims = JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))) as Record<string, unknown>
    const shown = [claims.name, claims.email, claims.sub].find((claim) => typeof claim === 'string' && claim)
    return typeof shown === 'string' ? shown : null
  } catch {
    // No token, nobody signed in.
    return null
  }
}

function ready(): void {
  const name = signedInAs(find<HTMLScriptElement>('script[data-key]')?.dataset.identity ?? '')
  const line = find<HTMLElement>('.signed-in')
  const shown = line?.querySelector('b')
  if (name && line && shown) {
    shown.textContent = name
    line.hidden = false
  }
  // Whoever is signed in stays so when the language changes.
  const as = new URLSearchParams(location.search).get('as')
  if (as) document.querySelectorAll<HTMLAnchorElement>('.language').forEach((link) => (link.search += `&as=${encodeURIComponent(as)}`))
  let bag = 0
  const buy = find<HTMLFormElement>('.buy')
  buy?.addEventListener('change', () => {
    const price = find<HTMLOutputElement>('#price')
    if (price) price.value = String(new FormData(buy).get('light'))
  })
  buy?.addEventListener('submit', (event) => {
    event.preventDefault()
    bag += 1
    const count = find<HTMLOutputElement>('.bag output')
    if (count) count.value = String(bag)
  })
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', ready)
else ready()
