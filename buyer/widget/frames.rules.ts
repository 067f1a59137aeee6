/** Reads `text/event-stream` as the desk sends it (contract/events.ts, StreamFrame). */
import type { StreamFrame } from '#contract/events.ts'

/**
 * Cuts the stream into frames. Feed it the pieces as they come, cut anywhere; it keeps the unfinished rest.
 * Keep-alive comments and frames that are no JSON yield nothing: a buyer's page has nobody to complain to, and
 * what is missed shows as a gap in the numbers.
 */
export function frameReader(): (piece: string) => StreamFrame[] {
  let rest = ''
  return (piece) => {
    // A carriage return at the very end may be half of a line end: normalised with the next piece.
    const blocks = (rest + piece).replaceAll('\r\n', '\n').split('\n\n')
    rest = blocks.pop() ?? ''
    return blocks.map(frameOf).filter((frame) => frame !== null)
  }
}

function frameOf(block: string): StreamFrame | null {
  let event = ''
  let data = ''
  for (const line of block.split('\n')) {
    const [, field, value = ''] = /^(event|data): ?(.*)$/.exec(line) ?? []
    if (field === 'event') event = value
    else if (field === 'data') data += (data && '\n') + value
  }
  try {
    return event && data ? ({ event, data: JSON.parse(data) } as StreamFrame) : null
  } catch {
    // Not JSON.
    return null
  }
}
