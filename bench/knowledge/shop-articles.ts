/**
 * What an invented shop for things of the home knows, and what its buyers ask in other words than the articles use. One line an
 * article: title | how the article says it is asked | the sentence that is sent | text | two questions. Both were seen while the
 * search was tuned, the second though it was meant not to be: what nothing was tuned on is in `held-out.ts`.
 */
export const chineseArticles = `
发货时间说明|付款后什么时候发货/当天能发吗|每天 17:00 前付款的订单当天发出，之后的第二天发出。|仓库周一到周日都发货。17:00 是截单时间，超过截单时间的订单顺延一天。预售商品以页面标注的日期为准。|我刚拍的东西今天走得了不|下午六点买的话啥时候寄
默认快递公司|发什么快递/用哪家快递|默认发中通，江浙沪之外的大件发德邦。|系统按收货地址自动分配快递公司，默认不能指定。|你们家走的哪家物流公司呀|是圆通还是韵达啊
指定顺丰|可以发顺丰吗/能不能指定快递|可以发顺丰，补 12 元运费差价，下单前告诉我们就好。|顺丰标快首重 12 元差价，续重另计。冷门地区顺丰不到，会提前告知。|想要shunfeng，加钱行不|能换成SF嘛
包邮范围|满多少包邮/运费怎么算|全店满 59 元包邮，不满收 8 元运费。|偏远地区（新疆、西藏、内蒙古、青海）不参加满额包邮，运费按实际重量计算。|凑到多少就免邮费了|买一个小东西要付多少邮费
偏远地区运费|新疆西藏要加运费吗|新疆、西藏、内蒙古、青海首重 15 元，续重每公斤 10 元。|偏远地区时效 5 到 8 天，大件不支持寄送的会提前联系。|我在乌鲁木齐，寄过来另外收钱吗|呼和浩特能免运费不
快递不更新怎么处理|物流一直不动怎么办|物流 48 小时没有更新，我们会替您催件，24 小时内给您回话。|先看最后一条记录。超过 48 小时由客服向快递公司提交催件，72 小时仍无进展按丢件处理，补发或退款由买家选择。|我的件卡在杭州三天了|快第单号查了好几天都是同一条
丢件赔付|包裹丢了怎么办|确认丢件后，补发或全额退款由您选，当天处理。|丢件以快递公司回复或 72 小时无更新为准。|快递说找不到我的东西了|東西弄丟了你們管嗎
显示签收但没收到|没收到货却显示已签收|先别急，我马上联系派件员核实，2 小时内给您回音。|多数是放在驿站、门卫或邻居代收。核实后确认丢失的按丢件处理。|手机上写着已经收了可我根本没拿到|显示派送完成，可是家里没有
修改收货地址|地址填错了可以改吗|没发出的订单可以直接改，已发出的我们尝试转寄。|已发出的包裹转寄可能产生费用，由快递公司收取。跨省转寄不保证成功。|我搬家了地址还是老的|dizhi写错了咋整
合并发货|两个订单可以一起发吗|可以合并，备注里写一声，或者告诉我们订单号。|合并后运费多付的部分退回。已经打包的订单不能合并。|我拍了两次，放一个箱子里寄行吗|两单拼一块儿发
拆开寄两个地址|一单可以寄两个地址吗|一单只能寄一个地址，分两单拍就好，运费我们少收一份。|同时下单的两单，第二单免运费需联系客服改价。|买俩，一个给我妈一个给我，能各寄各的吗|一个寄北京一个寄上海可以不
送货上门|快递会送上门吗|大件默认送货上门，小件由派件员决定，可以备注要求送上门。|如果派件员未经同意放驿站，可以要求二次派送。|我不想去驿站拿，能送到家不|六楼没电梯，师傅给搬上来吗
预售商品说明|预售什么时候发/定金可以退吗|预售按页面日期发货，定金付了不退，尾款付后按顺序发。|如果我们没按日期发货，定金双倍退还。|交了定金后悔了还能要回来吗|尾款付完多久轮到我
加急处理|很急可以先发吗|可以标记加急，截单前的优先出库，不另外收费。|加急只保证出库顺序，路上时间由快递决定。|后天老婆生日，能插个队不|赶着用，麻烦快一点
七天无理由退货|可以七天无理由退货吗|签收后 7 天内不影响二次销售都可以退，点申请就行。|定制品、贴身用品拆封后、食品不支持无理由。退货请保留原包装和吊牌。|不合心意能送回去吗|qtwly支持不
退货流程|怎么退货/退货步骤|在订单里点退货，我们 2 小时内给退货地址，寄回签收后 24 小时退款。|退货请写上订单号，勿到付。验货后原路退款。|想把东西寄回给你们要咋操作|tuihuo怎么弄
退货运费谁出|退货的邮费谁承担|质量问题运费我们出，不喜欢退货由您出，有运费险的自动赔。|运费险按距离赔付，多数够用。先垫付，签收后 24 小时补给您。|退回去的快递费还得我掏啊|不是我的问题凭啥让我出来回路费
退款到账时间|退款多久到账|退款原路返回，支付宝当天到，银行卡 1 到 5 个工作日。|信用卡以银行入账日为准。花呗退回额度。|钱还没退给我|我的钱几号能回来
换货流程|怎么换货/可以换尺码吗|可以换，寄回后我们先发新的，来回运费看原因。|换货以库存为准，没货按退货处理。同款换色换码都可以。|拿小了，能给我来个大的吗|想换個顏色
收到破损怎么办|东西坏了怎么办/收到是碎的|对不起，请拍外箱、内包装和破损处各一张，当天给您补发或退款。|破损 48 小时内反馈。不用寄回。|打开一看碎成渣了|壶嘴那磕了一块
少件漏发|少发了怎么办|对不起，我马上查打包记录，漏的今天补寄，运费我们出。|每个包裹都有称重和打包照片，核实后补寄。|怎么才一只？我买的是一对|螺丝没给够
发错货|收到的不是我买的|对不起，发错了我们负责：正确的今天发出，错的上门取回。|错发商品由快递上门取件，买家不付任何费用。|我要的蓝色来了个绿的|給我寄了別人的東西
质量问题处理|商品有质量问题怎么办|30 天内质量问题包换，请发照片或视频。|需要清楚看到问题处。瑕疵类可协商补偿或退换。|刚用两天就开线了|做工有毛病，你们怎么说
保修政策|保修多久/坏了能修吗|电器类保修一年，凭订单号即可，不需要保修卡。|人为损坏、进水不在保修范围，可付费维修。保修期内来回运费我们出。|用了八个月突然不好使了还管吗|质保期多常
拒收说明|可以直接拒收吗|外箱破了可以拒收，拒收前请拍照告诉我们。|无故拒收产生的来回运费由买家承担。|快递来的时候箱子烂了我能不要吗|没拆的我不想签字了
拆封后能退吗|拆开包装还能退吗|拆外包装不影响退货，贴身用品和食品拆了内封不能退。|以是否影响二次销售为准。吊牌剪掉、洗过、使用过的不能无理由退。|标剪了还给退不|试穿了一下，还能退掉吧
付款方式|支持哪些付款方式|支付宝、微信、银行卡都可以，也支持花呗分期。|对公转账请联系客服开具账户信息。|能用wechat付吗|我没有支付宝咋付钱
交易安全说明|在你们这买安全吗/担保交易|钱先由平台保管，您确认收货后我们才收到，可以放心。|所有交易走平台担保。我们不会私下要求转账，也不会索要验证码；遇到请立刻告诉我们。|第一次在网上买，怕被骗|会不会付了款你们就不理我了
购买步骤|怎么下单/怎么购买|选好规格点购买，填地址，付款，收到满意再确认收货，就这四步。|第一步挑选规格和数量；第二步填写收货地址；第三步付款；第四步收到商品检查后确认收货。|我不会弄，教教我怎么拍|zenme xiadan
付款失败|付不了款怎么办|先看余额和限额，换一种付款方式试试，或清缓存重新打开。|多次失败会触发银行风控，等 10 分钟再试。|点了付钱总是转圈|支付的時候提示失敗
重复付款|扣了两次钱怎么办|多付的会在 24 小时内原路退回，请给我订单号。|平台会自动识别重复付款。|同一个东西划走我两笔钱|卡里被多扣了一次
分期付款|可以分期吗|满 300 元可以花呗分 3 期免息。|6 期和 12 期收手续费，以结算页为准。|太贵了能按月给吗|花呗分三期要手续费不
货到付款|支持货到付款吗|暂不支持货到付款，平台担保同样是收到确认后才付给我们。|只有部分同城订单可货到付款。|见到东西再给钱行不|可以到付吗
开发票|怎么开发票/能开专票吗|下单备注抬头和税号，电子发票发货后 3 天内发到邮箱。|专票需提供开户行等六项信息，7 天内开出。发票内容默认为商品明细。|公司要报销，给个票|能开fapiao不，增值税的那种
企业团购|大量购买有优惠吗/批发|满 20 件起有团购价，把数量和收货时间告诉我们，半小时内报价。|支持对公转账、统一发票和分批送货。|单位发福利要一百来个，能便宜吗|想拿货回去卖
还价回复|能便宜点吗|价格是统一的，不方便单独改，满 199 减 20 的券您可以用。|不议价。可以介绍正在进行的优惠。|老板少十块呗|再打个折我马上付
优惠券怎么用|优惠券用不了怎么办|券在结算页自动选最大的一张，一单用一张，看一下是否满门槛。|优惠券不与会员价叠加。过期的券不能恢复。|领的红包为啥减不了|quan在哪里用
价格保护|买贵了可以退差价吗|7 天内降价退差价，发订单号给我们就办。|大促期间保价 15 天。赠品和秒杀不参加。|昨天买的今天就便宜三十，气死|刚下单就打折了怎么算
活动什么时候|最近有活动吗/双十一有优惠吗|最近的一次是每月 18 号会员日，全店 95 折。|618、双11 的优惠以公告为准。|等大促再买会不会更划算|下次搞活动是几号
赠品说明|有赠品吗|满 129 送试用装一份，随单发出，送完为止。|赠品不单独退换，退货时请一并寄回。|买这么多不给点小礼物|说好送的东西没看到
礼品包装|可以礼品包装吗/能写贺卡吗|可以，礼盒 9 元，手写卡片免费，把要写的话备注给我们。|礼盒有红白两色。送礼订单不放价格单。|朋友结婚要送人，能弄漂亮点不|帮我写张卡片，别放小票
会员等级和积分|会员有什么好处/积分怎么用|一元一分，100 分抵 1 元，金卡会员全年 95 折。|一年消费满 1000 升金卡，满 3000 升黑卡。积分两年有效。|老顾客有没有优待|jifen能当钱花吗
取消订单|怎么取消订单|没发出的自己点取消，马上退款；已发出的先拒收。|取消后优惠券退回账户。|不想买了，怎么撤|手滑拍多了一个
修改订单规格|下单后可以换颜色吗|没打包之前可以改，告诉我们想换成什么。|改规格有差价的，多退少补。|拍成白的了我想要灰的，还没发呢|单子里再添一件行吗
库存查询|有现货吗|页面能拍的都是现货，显示缺货的 7 天左右补到。|以页面库存为准。|这个还有没有|还能买到嘛，看着像卖光了
到货通知|缺货什么时候补|点页面上的到货提醒，补货当天给您发消息。|热销款每周三补货。|那款断了的啥时候再有|斷貨了還會再上嗎
正品保证|是正品吗|我们是品牌直营，假一赔十，包装上有防伪码可以扫。|授权书可在店铺首页查看。|不会是山寨的吧|怎么辨别真伪
好评返现|好评有返现吗|平台不允许返现，我们也不做，您说真话就是帮我们。|任何引导好评的行为都违反平台规则。|给五星退几块钱吗|晒图送啥
客服工作时间|客服几点上班|人工客服 9:00 到 22:00 在，其他时间留言，早上第一个回您。|节假日照常值班。|半夜有人吗|你们几点下班
联系主管投诉|我要投诉/找主管|非常抱歉让您不满意，主管会在 30 分钟内联系您。|投诉由主管跟到解决为止。|态度太差了，叫你们领导来|我要差评，找能做主的人说话
春节放假安排|过年发货吗|腊月二十六停发，正月初七恢复，停发期间可以下单。|春节期间客服轮班。|年前最后一天发货是哪天|chunjie还寄东西吗
实体店地址|有实体店吗|目前只有网店，杭州有一间展示间，预约可以看。|展示间在西湖区，周一休息。|想去现场摸摸，店开在哪|线下能看到实物不
隐私包裹|能不能保密发货|可以，外箱不写店名和品名，备注一声就好。|面单只显示必要信息，支持虚拟号码。|不想让家里人知道买了啥|包装外面别写内容可以吗
退订短信|不想收短信|回复 TD 即可退订，我们也可以帮您关掉。|退订后仅发订单通知。|别再给我发广告了|短信太烦了怎么关
账号注销|怎么注销会员|在会员页面点注销，或者把手机号发来，我们 3 天内处理。|注销后积分清零，不可恢复。|把我的资料全删掉|不想要你们的账户了
延长收货|可以晚点确认收货吗|可以，在订单里点延长收货，多 3 天。|每单可延长一次。|出差了，还没看货，别自动确认|系统要自动打款了能缓缓吗
自提点取件|放驿站了怎么取|凭取件码到驿站领，3 天内取，超时会退回。|取件码在短信里。|短信给了个码，去哪儿领|放fengchao里过期了咋办
海外寄送|能寄到国外吗|可以寄港澳台和部分国家，运费按重量报给您。|关税由收件人承担。电池类不能寄。|我在澳门，发得过来吗|人在加拿大想买
样品色卡|有样品吗/能寄色卡吗|可以先寄色卡，收 5 元，下单时抵扣。|窗帘和沙发布都有色卡。|拿块小布头看看颜色行不|能先发个小样给我摸摸吗
刻字定制|可以刻字吗|可以刻 8 个字以内，加 15 元，做 3 天，定制的不退不换。|支持中英文，字体三种。|杯子上弄上我女儿的名字|能印我们公司logo不
甲醛和气味|有味道正常吗/有甲醛吗|新品有轻微出厂气味，通风两三天会散，检测报告可以发您看。|所有家居品通过甲醛检测，达到 A 类标准。|打开一股怪味，能给小孩用吗|味儿太大了头疼
检测报告|有质检报告吗|有第三方检测报告，马上发给您看。|报告每年更新，可在检测机构网站用编号查询。|有没有权威机构证明|给看看合格证
包装防护|怕压坏，怎么包装|易碎品用蜂窝纸加气泡柱双层包，摔箱测试过。|每箱放易碎标。|玻璃的路上不会碎吧|包得严不严实
多久能到|几天能收到|江浙沪 1 到 2 天，其他地区 3 天左右，偏远 5 到 8 天。|以快递实际时效为准。|今天买后天能到成都不|寄广东要等几日
查询物流单号|怎么查快递单号|订单里点查看物流就有，也可以把订单号发来我帮您查。|发货后 2 小时单号可查。|我的东西现在走哪儿了|把運單號發我一下
发货前能退款吗|没发货可以退款吗|没发货申请退款秒退。|已打包的 2 小时内审核。|还没寄呢，我不要了给我退|没出库的单子退钱快吗
延迟发货赔付|没按时发货怎么办|超过承诺时间没发的，赔您 5 元红包，今天一定发出。|按平台规则，延迟发货赔付商品价的 5%，最低 5 元。|说好当天走，都三天了还待发货|逾期不发怎么补偿
`

export const englishArticles = `
When orders ship|When will my order ship?|Orders paid before 17:00 leave the same day, later ones the next morning.|The warehouse works seven days a week. Pre-orders leave on the date named on their page.|how fast do you guys send stuff out|if i order tonite does it go today
Delivery times abroad|How long does delivery abroad take?|Seven to twelve days to most of Europe, ten to sixteen to North America.|Customs can add some days. You get a tracking number as soon as the parcel leaves.|how many days till it reaches germany|eta to canada?
Customs and import duty|Do I have to pay import tax?|Duty is paid by the person who receives the parcel; within the EU we have paid it for you.|Parcels to the UK above 135 pounds are charged by the carrier.|will i be charged extra by customs|who covers the import fees
Parcel has not moved|My tracking has not changed for days|If nothing moves for 48 hours we chase the carrier and come back to you within a day.|After 72 hours we treat it as lost and send again or refund, as you wish.|package stuck in the same place since monday|trackng shows no update
Marked delivered but not here|It says delivered but I have nothing|I will ask the driver at once and tell you within two hours what happened.|Often it is with a neighbour or at a pickup point.|app says it was dropped off but my porch is empty|delivered?? i never got anything
Change the delivery address|Can I change my address?|Yes, as long as it has not left; after that we try to redirect it.|Redirecting can cost a fee that the carrier charges.|i typed the wrong street|we just moved, can you send it to the new place
Return within thirty days|Can I return it?|You have thirty days to send it back unused; refunds go out the day it arrives.|Custom items cannot be returned. Keep the box if you can.|dont like it, can it go back|how do i send this bak
Who pays return postage|Who pays for return shipping?|We pay when it is our fault; otherwise you do, about six euro.|Ask for a label and we mail it to you.|do i have to cover the label myself|is returning free of charge
When the refund arrives|When do I get my refund?|Within a day on our side; banks take up to five working days.|Refunds go back the way you paid.|where is my money|still no cash back on my card
Exchange for another size|Can I exchange it?|Yes, we send the other one as soon as yours is on its way.|Exchanges depend on stock.|its too small need a larger one|swap for the medium
Arrived broken|My item arrived damaged|I am sorry. Send one photo of the item and one of the box, and a new one leaves today.|No need to send the broken one back.|the glass was in peices when i opened it|it came with a crack down the side
Something is missing|A part is missing from my parcel|I am sorry, I will check the packing photo and post the missing part today.|Every parcel is weighed and photographed.|there is only one lamp, i payed for two|box had no screws in it
Wrong item received|I received the wrong item|Our mistake: the right one leaves today and the courier takes the other back.|You pay nothing.|got a blue rug instead of grey|this isnt what i bought
Warranty|How long is the warranty?|Two years on everything electric, with the order number only.|Water damage is not covered.|stopped working after a year, am i covered|guarante period?
Ways to pay|Which payment methods do you take?|Cards, PayPal, Apple Pay and bank transfer.|Bank transfer takes two days to arrive.|do u accept visa|can i use my paypal account
Payment is safe|Is it safe to pay here?|Your card goes to the payment provider only; we never see the number.|We never ask for codes or transfers by chat.|how do i know youre not a scam|worried about giving my card details
Card declined|My payment failed|Try another card or wait ten minutes; nothing was charged.|Banks block several tries in a row.|checkout keeps rejecting me|it wont take my card
Charged twice|I was charged twice|The second charge is only held and falls away within three days.|Send us the order number and we check.|there are two payments on my statement|you took the money double
Invoice with VAT|Can I have an invoice?|It is in the mail that confirms your order; tell us your VAT number and we add it.|Invoices can be changed within thirty days.|need a bill for my company|reciept with our tax id please
Discount codes|My discount code does not work|One code an order, typed without spaces; it does not go with sale items.|Codes end at midnight of the day they name.|promo thing says invalid|voucher not accepted
Price match|Do you match prices?|If it gets cheaper within fourteen days we give you the difference.|Send us the order number.|bought it yesterday and today its 20% off|price dropped right after my purchase
Wholesale|Do you sell wholesale?|From twenty pieces on there are trade prices; tell us what and how many.|We deliver in parts if you like.|need 50 for our office|bulk pricing?
Gift wrapping|Can you gift wrap?|Yes, for three euro, with a card in your words, and no price in the box.|Wrapping paper is white or green.|its a present for my mum, can it look nice|can you add a note and hide the price
Cancel an order|Can I cancel my order?|Yes, at once while it has not left.|After that refuse the parcel and we refund.|changed my mind b4 it shipped|pls stop my order
Out of stock|When will it be back in stock?|Most things are back within two weeks; press notify me and you get a mail.|Discontinued items are marked.|will you get more of these|it says sold out, any chance of more
Opening hours|When can I reach you?|People are here from nine to ten at night, every day.|Chinese time; leave a message otherwise.|is anybody there on sundays|what time do you close
Complaint|I want to complain|I am sorry. A lead will write to you within half an hour and stay with it until it is solved.|Complaints are read every day by the owner.|this is ridiculous, get me your boss|who can i escalate to
Delete my account|How do I delete my account?|Tell us the e-mail and it is gone within three days.|Points are lost with it.|erase all my data|i want to close my profile
Pick up point|Where do I collect my parcel?|The carrier mails you a code; show it at the pickup point within seven days.|Uncollected parcels come back to us.|they left it at some shop, how do i get it|my collection code expired
Combine two orders|Can you send two orders together?|Yes, tell us both numbers and we refund the second postage.|Only until they are packed.|put both my purchases in the same box|made 2 orders, one delivery pls
`

/** Products of the shop: what it is called, and what it knows of it: aspect, answer, two questions to tune on. */
export const productArticles: readonly { name: string; also: string; facts: string }[] = [
  {
    name: '米白羊毛盖毯',
    also: '毛毯',
    facts: `尺寸|130 × 180 厘米，双人沙发刚好盖住。|那条白毯子多大|盖毯铺1米5的床够不够
材质|100% 新西兰羊毛，边上是棉线锁边。|毯子纯毛的吗|blanket 是什么料
会不会掉毛|前两次会有浮毛，抖一抖或粘毛器滚一遍，之后基本不掉。|毯子粘得我一身毛|白毯子起不起球
怎么清洗|只能冷水手洗或干洗，平铺晾干，不要拧。|毯子能丢洗衣机吗|羊毛的那个拿热水洗会咋样
热水洗的后果|用热水或机洗会缩水发硬，救不回来。|毯子洗完变小了还能恢复吗|yangmaotan 缩了
保养存放|换季洗净晾透，放樟木片，装透气袋。|毛毯夏天怎么收|毯子被虫咬怎么防
适合什么季节|春秋盖刚好，冬天配被子用。|夏天空调房盖这毯子热不热|毯子冬天够暖和吗
孩子能用吗|可以，已过 A 类检测，绒面不扎；对羊毛过敏的不建议。|给八个月大的娃盖毯子行吗|皮肤容易痒的人能盖羊毛毯不`,
  },
  {
    name: '暖光阅读台灯',
    also: '床头灯',
    facts: `亮度和色温|最亮 800 流明，色温 2700 到 4000K 三档可调。|台灯看书够亮吗|灯是黄光还是白光
功率和耗电|最大 9 瓦，一天开 5 小时一个月不到 1 度半电。|那个灯费不费电|台燈多少瓦
不亮怎么办|先换插座，再长按开关 5 秒重置，仍不亮拍视频给我们换新。|灯按了没反应|台灯突然黑了
灯泡更换|灯珠是一体的，寿命 2 万小时，不用换灯泡。|台灯灯泡坏了哪儿配|desk lamp 换芯
有没有频闪|无可视频闪，有国家 AA 级认证。|灯光会不会伤小孩眼睛|手机对着台灯拍有波纹
充电还是插电|插电款，线长 1.8 米；不带电池。|台灯能充电拿着走不|灯线够长吗
声音|正常没有声音，有嗡嗡声请联系我们换新。|台灯嗡嗡响|灯滋滋叫是啥情况
怎么安装|开箱即用，灯臂卡进底座转半圈。|台灯胳膊装不上|lamp 怎么组装`,
  },
  {
    name: '梅子青茶壶',
    also: '青瓷壶',
    facts: `容量|180 毫升，两三个人喝正好。|茶壶能装多少水|一壶够几个人
材质|龙泉青瓷，手工拉坯，1300 度烧成。|壶是什么做的|青瓷壶是机器做的吗
能用微波炉吗|不能进微波炉和明火，可以直接倒开水。|壶放微波炉转一下行吗|茶壶能上灶烧不
冷热骤变的后果|刚从冰箱拿出来就倒开水会炸裂。|冬天壶直接冲开水裂了|冰镇完再倒热水壶会坏吗
漏水怎么办|出水嘴滴一两滴正常，从壶身渗水的包换。|壶嘴老滴水|茶壶底下渗
怎么养壶|每次用完热水冲净，倒扣晾干，不要用洗洁精。|茶垢怎么弄掉|壶用久了里面发黄
盖子碎了能配吗|可以单配壶盖，28 元，报壶底编号。|我把茶壶盖摔了|只买盖儿有吗
开片是裂纹吗|青瓷开片是釉面自然纹路，不是裂，不漏水。|壶身一条条细纹是不是次品|新壶怎么有裂痕
图片色差|手工釉色每把略有差异，接受不了的可以退。|壶跟照片颜色不一样|比图上深`,
  },
  {
    name: '亚麻遮光窗帘',
    also: '布帘',
    facts: `尺寸怎么量|量轨道宽度乘 1.8，高度从轨道到地面减 2 厘米，量好发来我们算。|窗帘买多宽合适|飘窗的帘子怎么算尺寸
遮光程度|遮光 85%，白天拉上是暗的但不是全黑。|拉上窗帘早上会不会透亮|帘子能完全挡住太阳吗
掉色|第一次单独冷水洗，会有一点浮色，之后不掉。|窗帘洗的水是红的|帘子晒久了变淡
缩水率|水洗缩 2% 左右，我们做长了 3 厘米。|窗帘洗完短了一截|linen curtain 会缩吗
怎么安装|配挂钩和布带，不用打孔的轨道另外配。|帘子怎么挂上去|租房不让钻洞能装窗帘吗
熨烫|挂上后用挂烫机中温蒸汽，皱褶两天会自己垂平。|刚到的窗帘全是褶子|帘子皱巴巴咋办
加工周期|按尺寸做的要 4 天，不退不换。|订做的窗帘几天能做好|改尺寸的帘子能退吗`,
  },
  {
    name: '乳胶护颈枕',
    also: '枕头',
    facts: `高度选择|高款 12 厘米，低款 9 厘米，侧睡选高，仰睡选低。|枕头挑哪种高度|习惯平躺睡哪个枕头
有橡胶味|天然乳胶有淡淡奶香，通风三天散掉，刺鼻的给您换。|枕芯味道很重|枕头闻着像轮胎
能不能洗|枕套可机洗，乳胶芯不能洗、不能晒太阳。|枕头芯可以泡水不|拿去太阳底下晒枕头行吗
暴晒的后果|乳胶晒太阳会发黄、掉渣，放阴凉处晾。|枕头掉粉末了|枕芯发黄发硬怎么回事
落枕和颈椎|有弧度能托住脖子，适应期约一周；有颈椎病的听医生的。|睡了枕头脖子更酸|颈椎不好能枕吗
孩子用多高|3 岁以上用儿童款 6 厘米。|五岁娃用大人枕头行不|小朋友枕多高
使用年限|建议 3 年换一次。|枕头能睡几年|枕芯塌了要换吗`,
  },
  {
    name: '不锈钢焖烧杯',
    also: '保温杯',
    facts: `保温多久|95 度的水 6 小时后 65 度以上。|杯子早上灌的水晚上还热吗|焖烧杯能热几个钟
怎么焖粥|先用开水预热 5 分钟，米和水 1 比 8，焖 3 小时。|杯子煮粥怎么弄|menzhou 放多少米
漏水怎么办|检查密封圈有没有装反，圈老化可以免费补一个。|杯子放包里洒了一书包|盖子拧紧还是漏
能装牛奶果汁吗|可以短时间装，超过 4 小时容易变质，喝完马上洗。|杯子能不能泡枸杞过夜|焖杯里放豆浆行不
生锈|内胆 316 钢，出现黄点多是水垢，白醋泡一小时。|杯底有锈斑|内壁一点一点黄的
有异味|用小苏打加热水泡一晚，开盖晾干。|新杯子一股铁味|焖烧罐味道洗不掉
能进洗碗机吗|杯盖不能进洗碗机，杯身可以。|杯子丢洗碗机洗可以吗|dishwasher ok 吗`,
  },
  {
    name: '无线蓝牙音箱',
    also: '小音响',
    facts: `怎么连接手机|长按蓝牙键 3 秒，灯闪蓝光，手机里选 FH-2 就好。|音响跟手机对不上|yinxiang lian bu shang
续航|一次充满放 12 小时，充电 2.5 小时。|音箱能放一天歌吗|小音响充一回用多长时间
防水吗|IPX5 防泼溅，淋雨没事，不能泡水。|音箱带去泳池行不|浴室里放音响会不会坏
断断续续|离手机 8 米内，别隔墙；忘记设备后重新配对。|放歌一卡一卡的|声音老断
充不进电|换一根线和插头，5V2A，仍不行换新。|音箱插上灯不亮|音响电充不满
两个能组立体声吗|可以，两台同时双击电源键。|买两只能左右声道不|stereo 配对`,
  },
  {
    name: '氨基酸洁面乳',
    also: '洗面奶',
    facts: `适合什么肤质|中性、干性、混合都可以，敏感肌先在耳后试。|油皮能用这个洗脸的吗|烂脸期可以用洗面奶不
过敏怎么办|立即停用，用清水冲净，拍照给我们，可退。|用完脸上起红疙瘩|洗完脸刺刺的发烫
孕妇能用吗|不含水杨酸和视黄醇，孕期可以用。|怀宝宝了能洗吗|哺乳期用洗面奶安全不
保质期|未开封 3 年，开封后 12 个月内用完。|洗面奶放多久会过期|打开大半年了还能用么
怎么用|湿手取一颗黄豆大小，打泡，洗 30 秒。|洗面奶要不要搓起泡|一次挤多少
能卸妆吗|只能卸淡妆和防晒，浓妆请先用卸妆油。|洗面奶能不能洗掉粉底|化妆了直接用可以吗
成分|氨基酸表活、神经酰胺，无香精无酒精。|里面有没有酒精|洗面奶有没有香精`,
  },
  {
    name: '宠物自动饮水机',
    also: '猫饮水器',
    facts: `滤芯多久换|每月换一次滤芯，海绵两周洗一次。|饮水机的棉多久扔|猫喝水那个过滤片哪儿买
声音大不大|水位正常时 25 分贝，水少了会响，加水就好。|饮水机半夜嗡嗡的|小狗喝水的机器很吵
不出水|拆泵冲洗，看叶轮有没有缠毛。|饮水器不流了|水泵不转
容量|2.5 升，一只猫喝一周。|饮水机装满喝几天|几升的
会不会漏电|12V 低压供电，断水自停。|猫咬线会不会触电|饮水机安全不
怎么清洗|整机可拆，水盒可进洗碗机，泵用小刷。|喝水的机器里滑溜溜的咋洗|水里长青苔`,
  },
  {
    name: '明前龙井茶',
    also: '绿茶',
    facts: `怎么泡|80 到 85 度的水，3 克茶 150 毫升，先注三分之一水润茶。|龙井用开水冲行不|茶叶放多少
保质期|密封冷藏 18 个月，开封后两个月内喝完。|去年的龙井还能喝吗|茶叶过期没
怎么存放|密封避光放冰箱冷藏，取出回温再开。|茶叶要放冰箱不|龙井放哪里不会坏
产地|杭州西湖区自家茶园，群体种。|茶是哪儿产的|是不是真的西湖的
有没有农药|每批有农残检测，报告可看。|茶叶打药不|农残超标吗
喝了睡不着|绿茶含咖啡因，下午三点后少喝。|晚上喝龙井失眠|孕期喝茶可以吗`,
  },
]
