import { defineWords } from '../../parts/words.tsx'

/** What calls for somebody above the queue. */
export const callWords = defineWords({
  zh: {
    nudged: (buyer: string) => `${buyer}过了时限还没人答`,
    lead_called: (buyer: string) => `${buyer}一直没人答，请您看看`,
    coach_called: (buyer: string) => `您带的新人手上，${buyer}过了时限还没人答`,
    hinted: (buyer: string) => `教练在${buyer}的对话里给您一句提示`,
    reminded: (_buyer: string) => '您盯着的问题还没了结',
    asked: (from: string, buyer: string) => `${from}请您接${buyer}的首问`,
    more: (n: number) => `还有 ${n} 个`,
    open: '去看',
    accept: '我来负责',
    decline: '不接',
  },
  en: {
    nudged: (buyer) => `${buyer} is past the limit without an answer`,
    lead_called: (buyer) => `${buyer} still has no answer: please look`,
    coach_called: (buyer) => `${buyer}, with your newcomer, is past the limit`,
    hinted: (buyer) => `Your coach left a hint in the chat with ${buyer}`,
    reminded: (_buyer) => 'A problem you watch is not done',
    asked: (from, buyer) => `${from} asks you to own ${buyer}’s issue`,
    more: (n) => `and ${n} more`,
    open: 'Open',
    accept: 'I own it',
    decline: 'Decline',
  },
})
