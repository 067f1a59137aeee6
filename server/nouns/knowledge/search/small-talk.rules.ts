/** What buyers say without asking anything: greetings, thanks, yes and wait. No answer is offered to it [KB-01]. */

const said =
  /^(?:(?:亲+|您好|你好|哈[喽罗]|嗨|嗯+|哦+|噢+|好的?|好滴|行|可以|知道了|明白了?|了解|懂了|收到了?|谢谢|多谢|感谢|辛苦了?|麻烦了?|不客气|没事了?|在吗|在不在|在么|有人吗|有人在吗|早上好|下午好|晚上好|早|晚安|再见|拜拜|哈+|呵+|等一?下|稍等|等等|我再(?:看看|想想|考虑一?下)|我?先(?:看看|想想)|回头再说|好吧|算了|对|是的?|没有?|ok(?:ay)?|hi|hello|hey|thanks?|thx|thank you|bye|good (?:morning|evening|night)|yes|no|sure|great|cool|lol|haha|wait|one sec|please|there|a lot|so much|very much)(?:[啊呀吧呢哦嘛了哈啦]*)[\s,.!?~，。！？、～…]*)+$/

/** @param text folded. */
export const isSmallTalk = (text: string): boolean => said.test(text)
