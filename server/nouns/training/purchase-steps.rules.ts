/**
 * 购买操作 (BUY-05): whoever stands on the purchase desk knows every step a buyer takes, and gets them through it. One
 * question a step; all must be right. The steps are those of any shop on any platform.
 */
import { shuffled, type KeptQuestion, type Random } from './quiz.rules.ts'

interface Step {
  question: { zh: string; en: string }
  right: { zh: string; en: string }
  wrong: { zh: readonly string[]; en: readonly string[] }
}

/** What is asked, the right answer, the wrong ones. */
type Asked = [question: string, right: string, ...wrong: string[]]

const step = ([asked, right, ...wrong]: Asked, [askedEn, rightEn, ...wrongEn]: Asked): Step => ({
  question: { zh: asked, en: askedEn },
  right: { zh: right, en: rightEn },
  wrong: { zh: wrong, en: wrongEn },
})

export const purchaseSteps: readonly Step[] = [
  step(
    [
      '买家说「找不到要的颜色」，先做什么？',
      '发商品链接，告诉在哪里选规格',
      '请买家自己再找找',
      '让买家随便拍一个，备注里写颜色',
    ],
    [
      'A buyer cannot find the colour they want. First?',
      'Send the product’s link and say where the variant is chosen',
      'Ask them to look once more',
      'Have them order any and write the colour in a note',
    ],
  ),
  step(
    [
      '买家要一起买三件，怎么下一张单？',
      '都加进购物车，一起结算',
      '分三次拍下，再让我们合并付款',
      '先付一件，其余的备注里写',
    ],
    [
      'Three things on one order: how?',
      'Put all into the cart and check out once',
      'Order three times and have us join the payments',
      'Pay for one and note the others',
    ],
  ),
  step(
    [
      '地址写错了，还没付款，怎么办？',
      '请买家改地址后再付，付款后再核对一次',
      '先付款，以后再说',
      '让快递员送到再改',
    ],
    [
      'A wrong address, not paid yet?',
      'They correct it before paying; we confirm it once more after',
      'Pay first, see later',
      'Let the courier change it on the way',
    ],
  ),
  step(
    [
      '地址写错了，已经付款、还没发货，怎么办？',
      '记下新地址，拦住这一单，改好再发，并告诉买家',
      '告诉买家付款后不能改',
      '先发出，到了再转寄',
    ],
    [
      'A wrong address, paid, not sent yet?',
      'Note it, hold the order, correct it before sending, tell the buyer',
      'Say it cannot be changed after payment',
      'Send it and forward it later',
    ],
  ),
  step(
    [
      '优惠券没有用上，买家还没付款？',
      '看满足条件没有，告诉在结算页哪里选券',
      '请买家先付，差价以后再退',
      '告诉买家券坏了',
    ],
    [
      'The coupon was not applied, not paid yet?',
      'Check its terms and say where it is chosen at check-out',
      'Pay first, we refund the difference some day',
      'Say that the coupon is broken',
    ],
  ),
  step(
    [
      '买家付款失败？',
      '问清提示的字，建议换一种付款方式，为买家留着货',
      '那是平台的事，请找平台',
      '请买家把钱转到个人账号',
    ],
    [
      'The payment fails?',
      'Ask what it says, offer another way to pay, keep the goods for them',
      'That is the platform’s affair',
      'Ask them to send money to a personal account',
    ],
  ),
  step(
    [
      '买家已付款，最先要做的是？',
      '核对商品、规格、地址和特别的要求',
      '谢谢买家，结束对话',
      '请买家先给好评',
    ],
    [
      'The buyer has paid. What comes first?',
      'Confirm items, variants, address and wishes',
      'Thank them and close the chat',
      'Ask for a good review first',
    ],
  ),
  step(
    ['买家要开发票？', '记下抬头和税号，说明什么时候、怎样给', '告诉买家小店不开票', '请买家收货后再问'],
    [
      'The buyer wants an invoice?',
      'Note name and tax number, say when and how it comes',
      'Say that small shops give none',
      'Ask them to come back after delivery',
    ],
  ),
  step(
    [
      '买家想取消，已付款、还没发货？',
      '拦住发货，告诉怎样申请退款、多久到账',
      '请买家收到后拒收',
      '请买家再考虑三天',
    ],
    [
      'The buyer wants to cancel: paid, not sent?',
      'Stop the dispatch, say how to ask for the refund and when it arrives',
      'Have them refuse the parcel',
      'Ask them to think for three days',
    ],
  ),
  step(
    [
      '买家问「收到后在哪里确认」？',
      '订单里确认收货；请先看过东西再确认',
      '不用确认，会自动好评',
      '发货后就可以先确认',
    ],
    [
      'Where does the buyer confirm the receipt?',
      'In the order; look at the goods first, then confirm',
      'No need, it reviews itself',
      'They may confirm as soon as it is sent',
    ],
  ),
]

/** Every step once, in an order of its own. */
export const stepQuestions = (language: 'zh' | 'en', random: Random): KeptQuestion[] =>
  shuffled(purchaseSteps, random).map(({ question, right, wrong }, id) => {
    const options = shuffled([right[language], ...wrong[language]], random)
    return {
      kind: 'choice',
      id,
      text: question[language],
      options,
      key: options.indexOf(right[language]),
    }
  })
