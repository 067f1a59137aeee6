/**
 * Questions that were written before the search was asked any of them, and that nothing was tuned on: neither weights nor names of
 * things. Names that no other text of the bench holds were taken out of the shipped lists where they stand in one of these. One
 * line a question: the title of the article that answers | the question.
 */
export const heldOutQuestions = `
发货时间说明|晚上十点付的钱 明儿能出仓库吗
默认快递公司|你家一般发什么快弟
指定顺丰|我小区只有顺丰方便，可以给换不
包邮范围|买四十块钱的要不要给邮费
偏远地区运费|我家拉萨的，运费咋收
快递不更新怎么处理|物流信息从前天起就没变过了
丢件赔付|包裹在半路上没了，谁负责
显示签收但没收到|系统說我簽收了，我人都不在家
修改收货地址|手机号和门牌号填的是旧的，改得了吗
合并发货|前后下了两个单子，麻烦装一起
拆开寄两个地址|三件东西分别送到三个朋友那儿怎么拍
送货上门|快递员就给我扔楼下了，不给送上来
预售商品说明|付了订金，剩下的钱交了什么时候给发
加急处理|周末就要用，能不能优先给我弄
七天无理由退货|买回来觉得一般般，能退不
退货流程|我要退貨，第一步點哪裡
退货运费谁出|你们东西有毛病，寄回去的钱不会让我付吧
退款到账时间|申请退了好几天，银行卡里怎么还没见着钱
换货流程|L码大了，想换M
收到破损怎么办|快递盒都压扁了，里头的杯子裂了
少件漏发|说好的四个装我数了只有三个
发错货|我拍的黑色你们发来个白色
质量问题处理|用了一个礼拜就脱线，这质量也太次了
保修政策|过了半年坏掉，免费修不
拒收说明|不想要了，快递到了直接不收可以吗
拆封后能退吗|包装袋我撕开了还没用，退得掉吗
付款方式|微信能付不
交易安全说明|先打钱给你们靠不靠谱啊
购买步骤|老人家不会网购，怎么买你教教
付款失败|付款页面老是报错，付不出去
重复付款|我好像付了两遍，怎么退
分期付款|可不可以分六个月给
货到付款|收到货了再给钱可以吗
开发票|fapiao 抬头写我们学校可以吗
企业团购|我们学校要订八十个，有没有团体价
还价回复|再优惠一点我就下单了
优惠券怎么用|券显示不可用是什么原因
价格保护|才买三天就降价了，差的钱补给我吗
活动什么时候|下个月有折扣吗
赠品说明|买一送一的那个送的呢，没给我
礼品包装|生日礼物，给包精致一点再附张卡
会员等级和积分|我攒的分能抵多少钱
取消订单|刚拍错了，帮我把订单关了
修改订单规格|尺寸选错了，还没寄，帮我改成大的
库存查询|现在拍有货没
到货通知|粉色那个卖完了，几时补上
正品保证|你们这是原厂的还是仿的呀
好评返现|好评给红包吗
客服工作时间|你们客服晚上到几点
联系主管投诉|我要找你们经理讲理
春节放假安排|大年三十还发不发货
实体店地址|有没有门店可以逛逛
隐私包裹|快递单上能不能不写是什么东西
退订短信|老收到你们的推广信息，能屏蔽吗
账号注销|我想把会员号消掉
延长收货|货还在路上，确认时间快到了咋办
自提点取件|快递柜里的东西忘拿了超时了
海外寄送|新加坡能邮吗
样品色卡|窗帘布料能先寄一小块来对比颜色吗
刻字定制|能不能在上面刻“生日快乐”
甲醛和气味|刚拆开好大一股味，对身体有害不
检测报告|这东西检验合格的证明发我一份
包装防护|陶瓷的寄过来会碎不，你们怎么打包
多久能到|发到哈尔滨大概得几天
查询物流单号|快递单号给我一下，我查查
发货前能退款吗|不想要了，货还没出，钱能马上退吗
延迟发货赔付|过了你们承诺的日子还没发，赔不赔
When orders ship|just paid, will it leave the warehouse today?
Delivery times abroad|how long till a package gets to france
Customs and import duty|do you guys cover the import tax or do i
Parcel has not moved|no tracking movement for 4 days now
Marked delivered but not here|tracking claims it was handed over yesterday but there is no box anywhere
Change the delivery address|wrong zip code on my order can u fix it
Return within thirty days|not happy with it, want to send it back
Who pays return postage|who pays the shipping if i return this
When the refund arrives|i returned it last week, when will the money be back in my bank
Exchange for another size|can i get a different size instead
Arrived broken|the vase was smashed when it got here
Something is missing|only recieved half of what i ordered
Wrong item received|you sent the wrong colour
Warranty|lamp died after 8 months, is it under warrenty
Ways to pay|can i pay by bank transfer or apple pay
Payment is safe|is this site legit? can i trust you with my credit card
Card declined|my credit card was refused at checkout
Charged twice|why did you bill me two times
Invoice with VAT|please send me a vat invoice for my business
Discount codes|coupon code doesnt apply
Price match|found it cheaper now than what i paid, do i get the diffrence
Wholesale|looking to order 100 units for our hotel, any bulk price
Gift wrapping|could you wrap it up as a birthday present
Cancel an order|i ordered by mistake, how to cancel
Out of stock|when are you restocking the blue one
Opening hours|are you open on weekends
Complaint|id like to speak with a manager, this is unacceptable
Delete my account|please remove my account and personal information
Pick up point|where is the pickup place, i got a code by email
Combine two orders|i placed two seperate orders, can they ship together
米白羊毛盖毯：尺寸|盖毯长宽各是多少
米白羊毛盖毯：材质|这毯子羊毛含量百分之几
米白羊毛盖毯：会不会掉毛|这个盖毯会不会粘衣服上都是毛
米白羊毛盖毯：怎么清洗|毛毯脏了可以机洗不
米白羊毛盖毯：热水洗的后果|毯子我用开水烫了，缩成一团硬邦邦
米白羊毛盖毯：保养存放|夏天不用的时候盖毯怎样放才不生虫
米白羊毛盖毯：适合什么季节|秋天盖这个毯子会热么
米白羊毛盖毯：孩子能用吗|新生儿能盖这毛毯不
暖光阅读台灯：亮度和色温|阅读灯有几种色温可以调
暖光阅读台灯：功率和耗电|这灯一个月要用多少电
暖光阅读台灯：不亮怎么办|台灯插上电没亮
暖光阅读台灯：灯泡更换|台灯里面的灯珠能不能自己换
暖光阅读台灯：有没有频闪|台灯护眼吗，有没有频闪
暖光阅读台灯：充电还是插电|阅读灯是带电池的吗
暖光阅读台灯：声音|台灯开着有电流声正常吗
暖光阅读台灯：怎么安装|台登怎么组装
梅子青茶壶：容量|青瓷壶多少毫升
梅子青茶壶：材质|茶壶是手工做的还是机器
梅子青茶壶：能用微波炉吗|茶壶可以放在电磁炉上煮吗
梅子青茶壶：冷热骤变的后果|茶壶倒滚水会不会爆
梅子青茶壶：漏水怎么办|茶壶倒水时壶嘴漏
梅子青茶壶：怎么养壶|新买的茶壶该怎么保养
梅子青茶壶：盖子碎了能配吗|茶壶蓋子打破了，可以單買一個嗎
梅子青茶壶：开片是裂纹吗|壶面上的裂纹会漏吗
梅子青茶壶：图片色差|收到的壶颜色比图片绿
亚麻遮光窗帘：尺寸怎么量|我家窗户两米宽，窗帘该订多宽的
亚麻遮光窗帘：遮光程度|chuanglian zheguang xiaoguo zenmeyang
亚麻遮光窗帘：掉色|窗帘下水会不会褪色
亚麻遮光窗帘：缩水率|亚麻窗帘过水以后会短吗
亚麻遮光窗帘：怎么安装|窗帘的挂钩怎么装
亚麻遮光窗帘：熨烫|窗帘能用熨斗烫平吗
亚麻遮光窗帘：加工周期|定做窗帘要多少天
乳胶护颈枕：高度选择|我侧着睡的，枕头该选多高
乳胶护颈枕：有橡胶味|枕头有股味儿是不是乳胶的
乳胶护颈枕：能不能洗|乳胶枕能放洗衣机吗
乳胶护颈枕：暴晒的后果|枕头晒了太阳以后变黄变脆了
乳胶护颈枕：落枕和颈椎|枕头用着早上起来脖子疼
乳胶护颈枕：孩子用多高|小孩子睡多高的枕头合适
乳胶护颈枕：使用年限|乳胶枕几年换一次合适
不锈钢焖烧杯：保温多久|保温杯能保温几小时
不锈钢焖烧杯：怎么焖粥|焖烧杯煲粥要放多少水
不锈钢焖烧杯：漏水怎么办|保温杯盖子漏水
不锈钢焖烧杯：能装牛奶果汁吗|这个杯子可以装咖啡和奶吗
不锈钢焖烧杯：生锈|杯子里面生锈了
不锈钢焖烧杯：有异味|新买的保温杯有怪味怎么去
不锈钢焖烧杯：能进洗碗机吗|焖烧杯整个放洗碗机可以不
无线蓝牙音箱：怎么连接手机|蓝牙音箱搜不到怎么配对
无线蓝牙音箱：续航|音箱充满电能听多少个小时
无线蓝牙音箱：防水吗|音箱掉水里了会坏吗
无线蓝牙音箱：断断续续|音箱听着听着就断
无线蓝牙音箱：充不进电|音箱充不了电了
无线蓝牙音箱：两个能组立体声吗|两个音箱可以一起放吗
氨基酸洁面乳：适合什么肤质|敏感肌能用这款洁面不
氨基酸洁面乳：过敏怎么办|用了洗面奶过敏了脸很红
氨基酸洁面乳：孕妇能用吗|怀孕三个月用洗面奶有影响吗
氨基酸洁面乳：保质期|洗面奶的有效期到哪天
氨基酸洁面乳：怎么用|洁面乳每次用多少量
氨基酸洁面乳：能卸妆吗|洗面奶可以卸掉口红吗
氨基酸洁面乳：成分|洁面里含不含皂基
宠物自动饮水机：滤芯多久换|饮水机滤芯要隔多久换
宠物自动饮水机：声音大不大|饮水机吵不吵
宠物自动饮水机：不出水|猫饮水机突然不出水了
宠物自动饮水机：容量|饮水机一次能加多少水
宠物自动饮水机：会不会漏电|猫碰到饮水机电线会有危险吗
宠物自动饮水机：怎么清洗|猫咪饮水器怎么拆开洗
明前龙井茶：怎么泡|泡绿茶水温多少度
明前龙井茶：保质期|龙井茶可以放多长时间
明前龙井茶：怎么存放|茶叶开了以后怎么保存
明前龙井茶：产地|龙井是杭州的吗
明前龙井茶：有没有农药|茶叶有没有农药残留
明前龙井茶：喝了睡不着|下午喝绿茶晚上会不会睡不着
发货时间说明|fukuan zhihou jitian fahuo
快递不更新怎么处理|wuliu tingle
退款到账时间|tuikuan shenme shihou dao zhang
修改收货地址|收货地纸写错了
退货运费谁出|腿货的运费谁来出
正品保证|是不是正瓶
优惠券怎么用|优惠卷用不聊
库存查询|还有线货吗
开发票|能开砖票吗
包邮范围|包油吗
客服工作时间|请问客服几點下班
实体店地址|請問有實體店鋪嗎
换货流程|想換細一個碼
海外寄送|可唔可以寄去香港
指定顺丰|可以send順豐嗎
礼品包装|want 礼盒装，送女朋友的
会员等级和积分|vip 有啥福利
多久能到|几天可以 arrive 深圳
取消订单|cancel 我的单
价格保护|刚买完就掉价 心态崩了
企业团购|开民宿的，想一次进几十套，价格好谈吗
质量问题处理|买来没多久表面就掉漆了，什么破玩意
联系主管投诉|说不清楚，换个管事儿的来
显示签收但没收到|派件员说放门口了 我翻遍了也没有
少件漏发|配的那包小零件没看到啊
购买步骤|头一回在你家买，要点哪个键
交易安全说明|会不会收了钱就跑
延长收货|人在外地，下周才回，自动确认能推后吗
加急处理|等米下锅，快点快点
春节放假安排|你们几号开始放年假
甲醛和气味|这个闻着刺鼻正常不
隐私包裹|合租的，怕室友看到盒子上写的什么
账号注销|手机号换了，以前注册的不要了想清掉
自提点取件|qujianma 找不到了
拆开寄两个地址|一半发公司一半发家里
还价回复|零头抹了呗
Card declined|paymnt wont go thru
Discount codes|my 10off code isnt working
Parcel has not moved|shipment stuck at sorting center
Return within thirty days|what's ur return policy
Exchange for another size|too big, got anything smaller
Arrived broken|its shattered
Something is missing|theres a piece missing in the set
Opening hours|what are your hours
Change the delivery address|can you ship to my office instead of my home
Wholesale|do you have reseller discounts
Invoice with VAT|how can i get a reciept
Out of stock|any idea when its available again
米白羊毛盖毯：怎么清洗|maotan neng ji xi ma
米白羊毛盖毯：尺寸|那毯子铺双人床上够大吗
暖光阅读台灯：亮度和色温|台灯写作业光线够不够
暖光阅读台灯：不亮怎么办|台灯打不开了
梅子青茶壶：漏水怎么办|茶壶下面湿湿的，是不是渗水
梅子青茶壶：能用微波炉吗|青瓷壶能加热吗
亚麻遮光窗帘：遮光程度|窗帘装上房间里会很黑吗
乳胶护颈枕：能不能洗|枕头芯可不可以过水
不锈钢焖烧杯：保温多久|杯子里的热水能热到第二天么
不锈钢焖烧杯：漏水怎么办|保文杯漏了
无线蓝牙音箱：怎么连接手机|音箱连不上手机
无线蓝牙音箱：防水吗|露营下雨了音箱淋湿要紧不
氨基酸洁面乳：过敏怎么办|洗完脸痒痒的 起小疙瘩
氨基酸洁面乳：适合什么肤质|大油田适合吗这个洗面奶
宠物自动饮水机：声音大不大|那个猫喝水的一直嗡嗡叫
宠物自动饮水机：滤芯多久换|过滤棉要不要常换
明前龙井茶：怎么存放|longjing fang nali bijiao hao
明前龙井茶：怎么泡|绿茶拿多热的水冲
`

/** What no article answers: greetings, small talk, and what this shop does not do. The line to offer from is set by these. */
export const unanswerable = `
在吗
你好
亲在不在
哈喽
谢谢
好的
嗯嗯
你是机器人吗
今天天气真好
吃饭了吗
能寄到月球上吗
你们老板帅吗
讲个笑话
1+1等于几
哈哈哈哈
晚安
辛苦了
股票该买哪只
附近有什么好吃的
我昨天做了个梦
卖不卖轮胎
帮我订一张机票
苹果手机壳有吗
你们招人吗
你们公司上市了没有
可以帮我写作业吗
钢琴多久调一次音
自行车链条掉了怎么装
我想学做菜
你喜欢猫还是狗
这首歌叫什么名字
明天会下雨吗
你多大了
等一下我接个电话
我再看看
收到
我先想想
为什么天是蓝的
帮我叫个车
感冒吃什么药
hi there
thanks a lot
how are you
what's the weather like
tell me a joke
do you sell cars
can you book me a flight
who won the game last night
ok
are you a robot
what is the capital of peru
i like your name
brb
can you fix my bike
do you have piano lessons
`

/** The same, never looked at while the line was set. */
export const heldOutUnanswerable = `
有人吗
哈罗
您好呀
嗨
好滴好滴
知道了
麻烦你了
早上好
你叫什么名字
你是真人吗
好无聊啊
最近忙不忙
你们那边冷吗
帮我算一下八字
房子该不该现在买
给我推荐一部电影
世界杯谁赢了
怎么做红烧肉
能送到火星吗
有没有二手汽车
电动车的轮毂多少钱
吉他弦断了怎么接
眼镜可以配度数吗
你们教不教英语
办信用卡要什么条件
高考几号
地铁几点停运
我失恋了
稍等
我问下我老公
先这样吧
嗯
哦哦
可以
666
手机屏幕碎了能换屏吗
牙疼怎么办
公积金怎么提取
孩子几岁上小学
电脑蓝屏了
hello
good morning
thank you so much
bye
lol
what time is it in tokyo
are you human
can you write my essay
where can i rent a car
do you repair phones
how do i bake bread
sing me a song
what's your favourite colour
never mind
one sec
`
