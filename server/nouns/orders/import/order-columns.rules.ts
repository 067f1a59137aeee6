/**
 * What columns of orders are called, in the exports of shops, marketplaces, plug-ins and tills that were looked at, in
 * Chinese and English, and how their values look. Best names first; a name counts as well where a header holds it.
 */
import type { FieldHints } from '#platform/tabular/column-guess.rules.ts'

const words = (text: string): string[] => text.split(',').map((word) => word.trim())

interface Vocabulary {
  names: string
  not?: string
  looks?: FieldHints<string>['looks']
  byValues?: FieldHints<string>['byValues']
}

const vocabularies: Readonly<Record<string, Vocabulary>> = {
  'order.id': {
    names:
      '订单编号,订单号,主订单编号,主订单号,订单ID,交易单号,交易编号,平台单号,原始单号,order id,order number,order no,order_id,amazon order id,order,ordernumber,sales order,receipt id,sales record number,transaction id,invoice number,invoice no,invoice,order reference,reference,increment id,单号',
    not: '子订单,sub order,子单,快递,运单,物流,支付,退款,tracking,payment,line,item,parent,tax,phone,date,日期,时间,time,status,状态,total,金额,type,类型,备注',
    looks: ['id'],
  },
  'order.name': { names: 'order name,店铺单号,显示单号', not: '店铺名称' },
  'order.status': {
    names:
      '订单状态,交易状态,状态,order status,status,fulfillment status,financial status,order state,state,shipping status',
    not: '售后,退款,refund,支付状态,payment status,发票,province,shipping state,billing state,ship state,country',
    looks: ['words'],
  },
  'order.closeReason': {
    names: '取消原因,关闭原因,订单关闭原因,cancel reason,cancellation reason,refund reason',
  },
  'order.payment': {
    names: '支付方式,付款方式,payment method,payment type,payment method title',
    looks: ['words'],
  },
  'order.placedAt': {
    names:
      '下单时间,订单创建时间,创建时间,订单提交时间,拍下时间,订单成交时间,成交时间,订单时间,下单日期,订单日期,交易时间,created at,order date,date created,purchase date,purchase-date,sale date,order time,order placed,placed at,created,date placed,order created,ordered on,ordered at,transaction date,orderdate,datetime,invoice date,invoicedate,sold on,date of sale,date,日期,时间',
    not: '付款,支付,发货,完成,收货,更新,修改,取消,paid,payment,ship,dispatch,deliver,complete,update,modified,required,due,birth,cancel,refund,expected,estimated,deadline,审核,出库,预计,最晚,结束',
    looks: ['time'],
    byValues: { look: 'time', sure: 0.4 },
  },
  'order.paidAt': {
    names:
      '付款时间,支付时间,订单付款时间,付款确认时间,付款日期,paid at,payment date,payments-date,paid on,date paid,paid date,payment time',
    not: 'due,terms',
    looks: ['time'],
  },
  'order.shippedAt': {
    names:
      '发货时间,发货日期,出库时间,实际发货时间,shipped date,shipped at,fulfilled at,date shipped,ship date,shipped on,shipping date,shippeddate,dispatch date,dispatched at,dispatched on,shipment date,ship-date,shipped on date',
    not: '最晚,承诺,应发,预计,截止,latest,required,expected,estimated,by date,due',
    looks: ['time'],
  },
  'order.dispatchDueAt': {
    names:
      '最晚发货时间,承诺发货时间,应发货时间,预计发货时间,发货截止时间,required date,requireddate,latest ship date,latest-ship-date,ship by date,ship by,dispatch by,expected ship date,promise date,dispatch due',
    looks: ['time'],
  },
  'order.completedAt': {
    names:
      '确认收货时间,订单完成时间,完成时间,收货时间,签收时间,交易成功时间,completed at,date completed,completed date,delivered at,delivery date,delivered on,date delivered',
    not: 'estimated,expected,latest,预计',
    looks: ['time'],
  },
  'order.cancelledAt': {
    names: '取消时间,关闭时间,cancelled at,canceled at,cancelled date,cancellation date',
    looks: ['time'],
  },
  'order.currency': {
    names: '币种,货币,币别,currency,currency code,order currency,currency-code',
    not: 'rate,汇率,价',
    looks: ['words'],
  },
  'order.goods': {
    names:
      '商品总价,货品总价,商品金额,货款,商品总额,商品合计,subtotal,order subtotal,items total,item total,cart subtotal,sub total,goods amount,item subtotal,products total,net sales',
    not: '优惠,折扣,discount,tax,shipping,refund,单价',
    looks: ['money'],
  },
  'order.freight': {
    names:
      '运费,邮费,快递费,运费金额,买家应付邮费,配送费,shipping,freight,shipping cost,shipping amount,shipping price,order shipping amount,shipping total,delivery cost,postage,postage and packaging,shipping fee,order shipping,shipping-price,shipping charged to buyer',
    not: '险,address,name,method,city,state,country,zip,postal,post code,postcode,phone,company,province,street,date,discount,tax,refund,carrier,status,优惠,地址,方式,模板,说明,编号',
    looks: ['money'],
  },
  'order.tax': {
    names: '税费,税额,税金,taxes,tax,order tax,tax amount,sales tax,total tax,order total tax,item-tax,vat',
    not: 'exempt,method,name,rate,number,id,excl,incl,shipping,增值税发票',
    looks: ['money'],
  },
  'order.discount': {
    names:
      '优惠金额,折扣金额,优惠总金额,店铺优惠折扣,优惠,discount amount,order discount,cart discount,discount total,coupon amount,total discount,order discount amount,promotion discount,discounts,item-promotion-discount',
    not: 'code,rate,率,名称,percent,运费',
    looks: ['money'],
  },
  'order.total': {
    names:
      '实付金额,买家实付,订单金额,总金额,应付金额,订单应付金额,实付款,买家实际支付金额,用户实付金额,订单总额,订单总金额,合计,total,order total,grand total,order total amount,total amount,amount,total price,order amount,order value,total paid,payment,total due,net amount,销售额,金额',
    not: '商品总,退款,refund,discount,tax,freight,shipping,item,line,quantity,count,items,weight,单价,服务费,佣金,method,date,status,优惠,税,方式,时间,币,积分,fee,commission',
    looks: ['money'],
    byValues: { look: 'price', sure: 0.3 },
  },
  'order.paid': {
    names: '已付金额,支付金额,实收金额,商家实收金额,amount paid,paid amount',
    not: '时间,date,方式',
    looks: ['money'],
  },
  'order.refunded': {
    names:
      '退款金额,已退金额,refunded amount,refund amount,order refund amount,amount refunded,total refunded,refund',
    not: 'date,时间,status,状态,编号,reason,id,单号',
    looks: ['money'],
  },
  'order.note': {
    names:
      '买家留言,买家备注,客户留言,顾客备注,留言,buyer note,customer note,buyer message,notes,note,order notes,customer message,message from buyer,gift message',
    not: '卖家,商家,客服,店铺,seller,private,attributes',
    looks: ['words'],
  },
  'order.sellerNote': {
    names:
      '商家备注,卖家备注,客服备注,店铺备注,订单备注,备注,seller note,private notes,internal note,staff note,my notes,remark',
    not: '买家,客户',
  },
  'order.tags': { names: '标签,订单标签,tags,order tags,labels' },
  'line.id': {
    names:
      '子订单编号,子订单号,子订单,子单号,order item id,order-item-id,line item id,item id,orderitemid,line id,transaction id,detail id',
    looks: ['id'],
  },
  'line.title': {
    names:
      '商品名称,商品标题,宝贝标题,货品标题,宝贝名称,货品名称,选购商品,商品,品名,标题,产品名称,product name,item name,lineitem name,line item name,item title,product title,title,listing title,product,item,description,products,goods name,product-name,stockdescription',
    not: '编码,编号,id,sku,单价,价格,数量,总价,金额,quantity,qty,price,count,cost,total,number,code,category,variation,规格,属性,店铺,type,url,weight,company,customer,buyer,discount,tax,subtotal,status,快递,链接,种类,图片',
    looks: ['words'],
  },
  'line.sku': {
    names:
      '商家编码,SKU编码,货号,商品编码,商家SKU,sku编号,外部编码,规格编码,商品货号,条码,商品id,商品编号,sku,lineitem sku,item sku,product sku,seller sku,custom label,product id,product_id,productid,stock code,stockcode,asin,item number,variant sku,product code,listing id,barcode',
    not: '名称,属性,title,name,parent',
    looks: ['id'],
  },
  'line.variant': {
    names:
      '商品规格,规格,规格名称,商品属性,颜色分类,sku名称,属性,款式,尺码,variation,variations,variation details,variant,product variation,options,item options,option,size,colour,color',
    not: '编码,编号,code,id,sku code',
  },
  'line.quantity': {
    names:
      '数量,购买数量,商品数量,件数,宝贝总数量,订购数量,购买件数,商品件数,销售数量,quantity,qty,lineitem quantity,item quantity,quantity purchased,quantity-purchased,units,item qty,line item quantity,pieces,number of items,order quantity',
    not: '价,金额,refund,退,种类,price,remaining,stock,库存,shipped,cancelled',
    looks: ['count'],
  },
  'line.unitPrice': {
    names:
      '单价,商品单价,价格,销售价,售价,成交单价,京东价,unit price,unitprice,unit_price,lineitem price,item price,item-price,price,product price,item cost,sold for,sale price,price each,selling price,item unit price,line item price',
    not: '总价,合计,total,compare,shipping,original,tax,运费,discount,原价,吊牌,成本',
    looks: ['money'],
  },
  'line.total': {
    names:
      '商品小计,小计,行金额,货款小计,明细金额,line total,item total,item subtotal,line amount,line subtotal,extended price,order line total',
    not: 'tax,discount,shipping',
    looks: ['money'],
  },
  'line.discount': {
    names:
      '折扣,折扣率,lineitem discount,line discount,discount,discount rate,discount percent,item discount',
    not: 'code,amount off,名称',
    looks: ['share', 'money'],
  },
  'buyer.account': {
    names:
      '买家会员名,买家昵称,会员名,买家账号,下单帐号,下单账号,客户账号,会员昵称,买家旺旺,旺旺,买家ID,用户名,会员号,客户编号,客户ID,会员编号,昵称,买家,customer id,customerid,customer_id,buyer username,buyer user id,buyer id,buyer,username,user name,user id,customer number,client id,customer no,account',
    not: '邮箱,电话,手机,姓名,email,phone,mobile,留言,备注,地址,支付宝,notes,message,country,city,state,zip,address,company,公司,卖家,实付,付款,fee,tax',
    looks: ['id', 'words'],
  },
  'buyer.email': {
    names:
      '邮箱,电子邮箱,买家邮箱,email,buyer email,customer email,billing email,e-mail,email address,buyer-email',
    not: 'marketing',
    looks: ['email'],
    byValues: { look: 'email', sure: 0.6 },
  },
  'buyer.phone': {
    names:
      '买家电话,买家手机,客户电话,会员手机,customer phone,buyer phone,billing phone,phone,buyer-phone-number,telephone',
    not: '收货,收件,ship,recipient,delivery,fax',
    looks: ['phone'],
  },
  'buyer.name': {
    names:
      '客户姓名,买家姓名,客户名称,客户,顾客,会员姓名,customer name,buyer name,billing name,buyer-name,customer,client name,full name,buyer full name,customer full name,name',
    not: '收货,收件,ship,recipient,product,item,store,shop,user,店铺,company,公司,first,last,city,state,country,file,sku,carrier,discount,品名,商品',
    looks: ['words'],
  },
  'recipient.name': {
    names:
      '收货人姓名,收件人姓名,收货人,收件人,收件人名称,收货人名称,shipping name,ship name,recipient name,ship to name,recipient-name,recipient,shipname,delivery name,ship to,shipping full name,shipping first name,consignee,deliver to',
    not: '电话,手机,地址,省,市,区,phone,address,city,country,zip,state,company,street,method,cost,邮编',
    looks: ['words'],
  },
  'recipient.phone': {
    names:
      '收货人手机,收件人手机号,收件人手机,收件人电话,收货人电话,联系手机,联系电话,手机号码,手机号,手机,电话,shipping phone,recipient phone,ship phone,ship-phone-number,delivery phone,ship to phone',
    not: '买家,客服,fax',
    looks: ['phone'],
  },
  'recipient.country': {
    names:
      '国家,收货国家,收件国家,shipping country,ship country,ship to country,ship-country,shipcountry,recipient country,country,delivery country,shipping country code',
    not: 'billing',
  },
  'recipient.province': {
    names:
      '省,省份,收货省份,收件省份,所在省,shipping province,shipping state,ship state,ship region,shipregion,ship-state,ship to state,state,province,region',
    not: 'billing,status,状态',
  },
  'recipient.city': {
    names:
      '市,城市,收货城市,收件城市,shipping city,ship city,ship-city,shipcity,ship to city,city,delivery city,town',
    not: 'billing',
  },
  'recipient.district': { names: '区,区县,县区,收货区县,district,county', not: '区域,地区' },
  'recipient.line': {
    names:
      '收货地址,收件地址,详细地址,收货人地址,收件人地址,客户地址,街道地址,地址,shipping address,ship address,shipping address1,shipping street,ship address 1,ship to address 1,ship-address-1,recipient address,delivery address,street 1,shipaddress,shipping address 1,address line 1,address 1,address',
    not: 'billing,email,邮箱,city,company,address 2,address2,address3,地址2',
  },
  'recipient.zip': {
    names:
      '邮编,邮政编码,收货邮编,shipping zip,ship zip,ship postal code,ship-postal-code,shippostalcode,ship to zip,ship zipcode,shipping postcode,zip,postcode,postal code,zipcode,delivery postcode',
    not: 'billing',
  },
  'parcel.carrier': {
    names:
      '物流公司,快递公司,快递,承运商,快递名称,配送方式,发货快递,快递信息,carrier,shipping carrier,shipping company,shipper,ship via,shipvia,ship_via,carrier name,courier,shipping provider,carrier-name,logistics company',
    not: '单号,编号,运费,时间,费,number,no',
  },
  'parcel.trackingNumber': {
    names:
      '快递单号,运单号,物流单号,快递编号,物流编号,运单编号,tracking number,tracking no,tracking id,tracking code,tracking-number,shipment tracking,awb,waybill,tracking',
    not: 'url,link,链接,状态',
    looks: ['id'],
  },
}

/** `section.field` with its names. */
export const orderColumnHints: readonly FieldHints<string>[] = Object.entries(vocabularies).map(
  ([field, { names, not, looks, byValues }]) => ({
    field,
    names: words(names),
    ...(not === undefined ? {} : { not: words(not) }),
    ...(looks === undefined ? {} : { looks }),
    ...(byValues === undefined ? {} : { byValues }),
  }),
)
