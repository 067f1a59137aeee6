/** 禁用语：推诿 [PHR-06]. The two sentences of the practice, and the ways in which people say the same. */
import { shipped } from './entry.rules.ts'

const stays = {
  zh: '首问的人负责到底，不能让买家自己再去找人。',
  en: 'Whoever is asked first sees it through; a buyer is never sent to somebody else.',
}
const holds = '这件事由我负责到底，我现在就请同事一起看，请您稍等。'
const holdsEn = 'I will see this through for you myself; I am asking my colleague now. One moment, please.'
const who =
  '(售后|售前|客服|快递|物流|仓库|厂家|厂商|平台|小二|淘宝|天猫|京东|拼多多|别人|他们|店长|主管|同事|经理|财务|技术|专员|银行|卖家|对方|驿站|菜鸟|shouhou|kuaidi|kefu|cangku|售候|受后|其他部门|相关部门|另外的人)'
const whoEn =
  '(after-sales|after sales|aftersales|support|customer service|the courier|the carrier|the warehouse|the manufacturer|the supplier|the platform|the bank|them|someone else|somebody else|another department|another colleague|the other team|our after-sales|our support|our warehouse|the shipping company|the post office|dhl|ups|fedex)'
/** 我去问快递、我帮您找售后: doing it oneself is the opposite. */
const ourselves = [
  '我(们|)(这就|马上|现在|先|再|也|会|来|去|帮|替|给|为|已经|正在|)(就|先|去|来|帮|替|给|为|)(您|你|)(去|来|先|)(联系|联络|找|问|咨询|催|对接)',
  '我(们|)…(帮|替|给|为)(您|你|亲)…(联系|联络|找|问|咨询|反馈|催|查)',
  '(不用|不必|无需|不需要|不要|别|不会让|不能让|不让|免得|省得)(您|你|亲|)…(联系|联络|找|问|咨询|打|催)',
  '随时(都|)(可以|能|)(来|)(联系|联络|找|咨询|问)',
  '(联系|联络|找|问|咨询)(过|了|到|不到|上)',
  '(联系|联络|找|咨询|问|打给)(我|我们)(就|哦|，|。|吧|呢|！|说|即可|都|处理|核实)',
]

export const deflections = [
  ...shipped('deflection', 'zh', [
    {
      id: 'not_mine',
      words: [
        '我(们|这边|这里|)(不是|不属于|并不是)(负责|管|处理|做|搞)…(的|售后|发货|物流|退款|退货|换货|这块)',
        '我(们|这边|这里|)(不负责|不管|管不了|管不着|不处理|处理不了|没法管|没法处理|不受理)(售后|发货|物流|快递|退款|退货|换货|这个|这些|这块|这事|这件事|那个|这种|这方面|这类|此事|您这|你这|维修|开票|发票|)',
        '我(们|)(只|只是|就是|仅|)(是|)(负责|管|做|处理)(售前|卖|卖货|接待|下单|咨询|推荐)(的|，|。|)',
        '我(们|)(是|只是)售前',
        '(售后|发货|物流|退款|退货|换货|快递|这个|这事|这件事|这块|这些|那个|这方面|这种事)…(不归|不由|不属于|不是)我(们|)(管|负责|处理|这边|的事|的范围|的工作|的职责|管的|负责的|处理的|部门)',
        '(不归|不在)我(们|)(管|负责|的职责|这边|的范围|的工作)',
        '(不是|并非|不算)我(们|)(的|)(事|问题|责任|职责|工作|部门的事|管的|负责的|这边的问题)',
        '(不关|不干|无关|没关系|不相干)我(们|)(的|)(什么|)事',
        '(和|跟|与)我(们|)(无关|没关系|没有关系|不相干)',
      ],
      exceptions: [
        '(如果|要是|若|即使|就算|哪怕)…不是我们的(问题|责任)',
        '不是我们的(问题|责任)(也|，我|，也|我)',
      ],
      reason: stays,
      better: holds,
    },
    {
      id: 'go_and_ask',
      words: [
        `(你|您|亲|请|麻烦|建议|直接|自己|需要|得|要|可以|去)…(联系|联络|找|问|咨询|询问|反馈给|打给|催)…${who}`,
        `(联系|联络|找|问|咨询|询问|催)(一下|下|)(我们的|我们|)${who}(吧|哦|呢|去|哈|啊|处理|解决|问问|看看)`,
        `去(联系|联络|找|问|咨询|催)…${who}`,
        `(打|拨打|拨)…${who}(的|)(电话|热线)`,
        '(你|您|亲|自己|直接)…(跟|和|向)(一下|)(售后|快递|物流|仓库|厂家|厂商|平台|小二|驿站|菜鸟|shouhou|kuaidi)(那边|)(去|)(说|讲|沟通|反映|反馈|协商|要)',
        '(的事|的问题)(都|)(去|要|得|)(找|问)(售后|快递|物流|仓库|厂家|厂商|平台|驿站|菜鸟)',
        '(换|另找|再找)(个|一个|位|一位)(人|客服|同事)(问|咨询|聊)',
        '(你|您)(去|)(问|找|咨询)(别人|别家|其他人|度娘|百度)',
        '(zhao|lianxi|lian xi|wen|zixun|zi xun)( |)(shouhou|shou hou|kuaidi|kuai di|kefu|ke fu|cangku|cang ku|wuliu|wu liu)',
      ],
      exceptions: [
        ...ourselves,
        '(让|请|叫|安排|通知)(我们的|我们|)(售后|仓库|同事|快递|物流|主管|客服|专员|店长|财务|技术)(人员|)…(联系|联络|找|问|给|来|看|查|处理)',
        '有(任何|什么|)(问题|疑问|需要|事)…(联系|联络|找|咨询)',
        '(请|想)问',
        'wo…(zhao|lianxi|lian xi|wen|zixun|zi xun)',
        '(找|问|联系)…(时|的话|之前|以后|之后|过)',
        '(快递|客服|售后|同事)(会|将|已经|已|来|马上|稍后)(联系|联络|找|打给|给您|主动)',
      ],
      reason: stays,
      better: holds,
    },
    {
      id: 'cannot_help',
      words: [
        '我(也|这边|这里|)(没|没有|真没|真没有)(办法|辙)',
        '(这|那|这个|这是|那是|就是)…(快递|物流|厂家|平台|仓库|天气|系统)(公司|)(的|那边的|)(问题|责任|事|错)',
        '(你|您)(自己|)(看着办|想办法|想想办法|去解决|解决吧|处理吧|协商|承担|负责)',
        '(我们|我|这边)(也|)(帮不了|帮不到|爱莫能助|无能为力)(您|你|)',
        '(这个|这事|这)(我|我们)(也|)(不清楚|不知道|不晓得)…(你|您|去|找|问)',
      ],
      exceptions: [
        '(虽然|尽管|就算|即使|即便|哪怕|不管)…(问题|责任|事|错)',
        '(不是|并非)…(快递|物流|厂家|平台|仓库|天气|系统)',
      ],
      reason: {
        zh: '买家来找我们就是要个办法，先接下来再说。',
        en: 'A buyer comes to us for a way out; take it on first.',
      },
      better: '给您添麻烦了。我来想办法，今天就给您答复。',
    },
  ]),
  ...shipped('deflection', 'en', [
    {
      id: 'not_mine',
      words: [
        "(i am|i'm|we are|we're|that is|that's|this is|it is|it's) not (the one |the person |)(responsible|in charge|handling|dealing|involved)",
        "(that is|that's|this is|it is|it's|is) not (my|our) (job|department|problem|responsibility|area|business|fault|concern)",
        "(i|we) (don't|do not|can't|cannot) (handle|deal with|do|take care of) (after-sales|aftersales|after sales|returns|refunds|shipping|delivery|that|this|these|complaints)",
        '(i|we) only (handle|do|deal with|take care of) (sales|pre-sales|orders|enquiries)',
        'not (my|our) (job|department|responsibility)',
        "(i am|i'm) not the right person",
        "(that is|that's|it is|it's|this is) not something (i|we) (handle|deal with|do)",
        'nothing to do with (me|us)',
      ],
      exceptions: ["even if (it is|it's|that is|that's) not our"],
      reason: stays,
      better: holdsEn,
    },
    {
      id: 'go_and_ask',
      words: [
        `(please|you|just|kindly|go|should|must|need to|have to|could|can|better|to) (contact|ask|call|talk to|speak to|speak with|talk with|reach out to|check with|write to|email|message|get in touch with|complain to|chase)… ${whoEn}`,
        '(ask|contact|try|talk to) (someone|somebody) else',
        "(you'll|you will|you) have to (sort|figure|deal|work) …(out|yourself|that|it|with)",
      ],
      exceptions: [
        "(i will|i'll|we will|we'll|let me|i am going to|i'm going to|i can|we can|i have|i've|i am|i'm|we have|we've) …(contact|ask|call|talk|speak|reach|check|write|email|get|chase|asking|contacting)",
        "(no need|don't have to|do not have to|don't need|do not need|need not|needn't|won't have to|without having to|never have to|for you to) …(contact|ask|call|talk|speak|reach|check|write|email|message|get in touch|chase)",
        "don't (contact|ask|call)",
      ],
      reason: stays,
      better: holdsEn,
    },
    {
      id: 'cannot_help',
      words: [
        "(there is|there's|) nothing (i|we|more i|else i) can do",
        "(it's|it is|that's|that is) the (courier|carrier|manufacturer|platform|warehouse|supplier)('s|) (fault|problem|responsibility|business)",
        "(can't|cannot) help you",
      ],
      exceptions: ["(even if|although|though) (it's|it is|that's|that is) the"],
      reason: {
        zh: '买家来找我们就是要个办法，先接下来再说。',
        en: 'A buyer comes to us for a way out; take it on first.',
      },
      better: 'I am sorry for the trouble. I will find a way and tell you today.',
    },
  ]),
]
