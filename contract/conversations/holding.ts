/**
 * "在的亲，请稍等" answers nobody yet: it stops the clock but opens a word, an answer is due (PHR-05; design.md: a promise is kept, or told).
 * A phrase says so by its flag; typed text is recognised when it holds and says nothing else.
 */
const holding = [
  /稍等|等一下|等等|等我一下|稍候|稍后|马上(为您|帮您|给您)?(看|查|问|核实|确认)|帮您(看|查|问|核实)一?下|我(去|来)?(看|查|问)一?下|让我们?的?.{0,8}来?联系(你|您)/,
  /\b(one|a|just a) (moment|second|sec|minute)\b|\bhold on\b|\bbear with me\b|\blet me (check|look|ask|see|find out)\b|\bi('| wi)ll (check|look|ask|find out)\b/i,
]
const bareGreeting =
  /^(在的?|您好|你好|亲|嗯+|好的?|hi|hello|yes|hey)?[，,。.!！~～\s]*(在的?|在呢|亲|您好|你好|亲爱的|i'?m here|here)?[，,。.!！~～哦呢\s]*$/i

/** True when the text only holds the buyer. A text that also carries an answer (a figure, a date, much more words) does not. */
export const isHoldingText = (text: string): boolean => {
  const trimmed = text.trim()
  if (trimmed === '') return false
  if (bareGreeting.test(trimmed)) return true
  // Beyond this length there is an answer in it; a figure is one as well.
  if ([...trimmed].length > 60 || /\d/.test(trimmed)) return false
  return holding.some((pattern) => pattern.test(trimmed))
}
