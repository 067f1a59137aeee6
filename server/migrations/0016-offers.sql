-- Offers: what the shop gives by rule and to everybody alike, and what came of it. A marked price is never touched by hand.
create schema offers;
grant usage on schema offers to fivehearts_app, fivehearts_system;

-- How the shop holds it with prices: days of the price guarantee, freight that may be given, what its prices stand for.
-- Like settings: the newest row holds, the older ones are the history.
create table offers.policies (
  id uuid primary key, shop_id uuid not null, policy jsonb not null, by uuid, at timestamptz not null
);
create index policies_newest on offers.policies (shop_id, id desc);
select platform.protect('offers.policies');
grant select, insert on offers.policies to fivehearts_app, fivehearts_system;

create table offers.campaigns (
  id uuid primary key, shop_id uuid not null, name text not null, announced_at timestamptz not null, starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at), note text not null default '', created_at timestamptz not null, created_by uuid
);
create index campaigns_newest on offers.campaigns (shop_id, starts_at desc, id desc);
select platform.protect('offers.campaigns');
grant select, insert, update on offers.campaigns to fivehearts_app, fivehearts_system;

create table offers.offers (
  id uuid primary key, shop_id uuid not null, name text not null,
  kind text not null check (kind in ('special', 'bundle', 'money_off', 'percent_off', 'coupon', 'gift', 'half_year_gift', 'free_shipping')),
  -- A draft is not seen by buyers or agents; an ended one stays for what was sold under it.
  state text not null check (state in ('draft', 'running', 'ended')), currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- What is given from which amount; its shape goes by the kind (contract/offers/terms.ts).
  terms jsonb not null, audience text not null check (audience in ('all', 'new', 'returning')),
  -- Empty: of all products, in all stores.
  product_ids uuid[] not null default '{}', store_ids uuid[] not null default '{}',
  starts_at timestamptz not null, ends_at timestamptz check (ends_at > starts_at), campaign_id uuid references offers.campaigns,
  -- Since when it has run as it is: an order placed before was promised nothing by it.
  running_since timestamptz,
  created_at timestamptz not null, created_by uuid, updated_at timestamptz not null, version int not null default 1
);
create index offers_listed on offers.offers (shop_id, state, starts_at desc, id desc);
create index offers_campaign on offers.offers (shop_id, campaign_id) where campaign_id is not null;
select platform.protect('offers.offers');
grant select, insert, update on offers.offers to fivehearts_app, fivehearts_system;

-- Codes of a coupon. Without a customer anybody may use it who knows it.
create table offers.coupons (
  id uuid primary key, shop_id uuid not null, offer_id uuid not null references offers.offers, code text not null, code_key text collate "C" not null,
  customer_id uuid, expires_at timestamptz, most_uses int check (most_uses > 0), uses int not null default 0,
  created_at timestamptz not null, created_by uuid, withdrawn_at timestamptz
);
create unique index coupons_code on offers.coupons (shop_id, code_key);
create index coupons_offer on offers.coupons (shop_id, offer_id, created_at desc, id desc);
create index coupons_customer on offers.coupons (shop_id, customer_id) where customer_id is not null;
select platform.protect('offers.coupons');
grant select, insert, update on offers.coupons to fivehearts_app, fivehearts_system;

-- Which customer had what: coupons, half-year gifts. `key` is what it was used for, so that one use counts once.
create table offers.uses (
  id uuid primary key, shop_id uuid not null, offer_id uuid not null references offers.offers, coupon_id uuid references offers.coupons,
  customer_id uuid, order_id uuid, conversation_id uuid, key text collate "C" not null, used_at timestamptz not null, by uuid
);
create unique index uses_once on offers.uses (shop_id, offer_id, key);
create index uses_customer on offers.uses (shop_id, customer_id, offer_id) where customer_id is not null;
select platform.protect('offers.uses');
grant select, insert on offers.uses to fivehearts_app, fivehearts_system;

-- What is talked about in a conversation, as the agent put it in: the basket that offers are reckoned for.
create table offers.baskets (
  shop_id uuid not null, conversation_id uuid not null, product_id uuid not null, sku_id uuid, quantity int not null check (quantity between 1 and 9999),
  at timestamptz not null, by uuid, primary key (conversation_id, product_id)
);
create index baskets_shop on offers.baskets (shop_id, conversation_id);
select platform.protect('offers.baskets');
grant select, insert, update, delete on offers.baskets to fivehearts_app, fivehearts_system;

-- The price guarantee's refunds: one line of an order, down to which price, and the word that was opened for it.
create table offers.refunds (
  order_id uuid not null, number int not null, shop_id uuid not null, to_minor bigint not null, customer_id uuid, product_id uuid not null,
  paid_minor bigint not null, quantity int not null, refund_minor bigint not null check (refund_minor > 0), currency text not null,
  fell_at timestamptz not null, word_id uuid not null, opened_at timestamptz not null, primary key (order_id, number, to_minor)
);
create index refunds_newest on offers.refunds (shop_id, opened_at desc);
select platform.protect('offers.refunds');
grant select, insert on offers.refunds to fivehearts_app, fivehearts_system;

-- Freight that was taken off, within what the agent may give.
create table offers.freight_allowances (
  id uuid primary key, shop_id uuid not null, conversation_id uuid, order_id uuid, customer_id uuid, member_id uuid not null,
  amount bigint not null check (amount > 0), currency text not null, reason text not null, at timestamptz not null,
  check (num_nonnulls(conversation_id, order_id) > 0)
);
create index freight_allowances_conversation on offers.freight_allowances (shop_id, conversation_id) where conversation_id is not null;
create index freight_allowances_order on offers.freight_allowances (shop_id, order_id) where order_id is not null;
create index freight_allowances_newest on offers.freight_allowances (shop_id, at desc, id desc);
select platform.protect('offers.freight_allowances');
grant select, insert on offers.freight_allowances to fivehearts_app, fivehearts_system;

-- Attempts to bargain: what was asked, what we gave, how it ended. One is open in a conversation at most.
create table offers.bargains (
  id uuid primary key, shop_id uuid not null, conversation_id uuid not null, customer_id uuid, member_id uuid,
  asked text[] not null, asks int not null default 1, opened_at timestamptz not null, last_at timestamptz not null,
  given text check (given in ('held', 'gift', 'freight', 'offer')), given_at timestamptz, given_by uuid,
  ended text check (ended in ('bought', 'left')), ended_at timestamptz, order_id uuid, note text, version int not null default 1
);
create unique index bargains_open on offers.bargains (shop_id, conversation_id) where ended is null;
create index bargains_conversation on offers.bargains (shop_id, conversation_id, opened_at desc);
create index bargains_newest on offers.bargains (shop_id, opened_at desc, id desc);
select platform.protect('offers.bargains');
grant select, insert, update on offers.bargains to fivehearts_app, fivehearts_system;
create table offers.bargain_messages (
  message_id uuid primary key, shop_id uuid not null, bargain_id uuid not null references offers.bargains
);
create index bargain_messages_bargain on offers.bargain_messages (shop_id, bargain_id);
select platform.protect('offers.bargain_messages');
grant select, insert on offers.bargain_messages to fivehearts_app, fivehearts_system;

-- Orders that closed without what they were entitled to.
create table offers.missed (
  order_id uuid not null, offer_id uuid not null references offers.offers, shop_id uuid not null, customer_id uuid, conversation_id uuid, member_id uuid,
  -- 0: the offer is no money (a gift, the carriage); null for was_told: there was no conversation to tell it in.
  saved_minor bigint not null, currency text not null, was_told boolean, placed_at timestamptz not null, found_at timestamptz not null,
  settled_at timestamptz, settled_by uuid, note text, primary key (order_id, offer_id)
);
create index missed_newest on offers.missed (shop_id, placed_at desc, order_id, offer_id);
select platform.protect('offers.missed');
grant select, insert, update, delete on offers.missed to fivehearts_app, fivehearts_system;

-- What is bought together, from the shop's own orders; made anew by a job. `support`: baskets that hold both.
create table offers.pairs (
  shop_id uuid not null, product_id uuid not null, other_id uuid not null, support int not null, lift double precision not null,
  share double precision not null, computed_at timestamptz not null, primary key (shop_id, product_id, other_id)
);
select platform.protect('offers.pairs');
grant select, insert, update, delete on offers.pairs to fivehearts_app, fivehearts_system;
create table offers.pair_runs (
  shop_id uuid primary key, baskets int not null, pairs int not null, computed_at timestamptz not null
);
select platform.protect('offers.pair_runs');
grant select, insert, update on offers.pair_runs to fivehearts_app, fivehearts_system;

-- What an agent recommended, to whom, and whether a need had been written down before.
create table offers.recommendations (
  id uuid primary key, shop_id uuid not null, conversation_id uuid not null, customer_id uuid, product_id uuid not null, member_id uuid,
  reason text not null check (reason in ('accessory', 'bundle', 'gift', 'together', 'promotion', 'popular', 'by_hand')),
  is_blind boolean not null, at timestamptz not null
);
create index recommendations_conversation on offers.recommendations (shop_id, conversation_id, at);
create index recommendations_newest on offers.recommendations (shop_id, at desc);
select platform.protect('offers.recommendations');
grant select, insert on offers.recommendations to fivehearts_app, fivehearts_system;

insert into platform.personal_data values
  ('offers.coupons', 'code', 'account', 'blank'), ('offers.coupons', 'code_key', 'account', 'blank'), ('offers.freight_allowances', 'reason', 'note', 'blank'),
  ('offers.bargains', 'note', 'note', 'remove'), ('offers.missed', 'note', 'note', 'remove');

-- What others may read of prices, of what was bought, and of what was said.
create view products.v_price_history with (security_invoker = true) as
  select id, shop_id, product_id, sku_id, kind, amount, currency, valid_from, valid_to, source, note, recorded_at from products.prices;
create view products.v_related with (security_invoker = true) as
  select shop_id, product_id, other_id, kind, quantity, note from products.relations;
create view products.v_bought_lines with (security_invoker = true) as
  select l.shop_id, l.order_id, l.number, l.store_id, l.customer_id, l.import_id, l.placed_at, l.status, a.product_id, a.sku_id, l.quantity, l.unit_price, l.currency
  from orders.v_sold_lines l join products.sold_as a on a.shop_id = l.shop_id and a.store_id = l.store_id and a.title_id = l.title_id
    and a.sku = coalesce(l.sku, '') and a.variant = coalesce(l.variant, '');
create view orders.v_charged with (security_invoker = true) as
  select id, shop_id, store_id, name, status, customer_id, buyer_name, title, placed_at, paid_at, currency, total, goods, freight, discount, import_id, line_count, missing_lines
  from orders.orders;
create view conversations.v_page_seen with (security_invoker = true) as
  select id, shop_id, store_id, customer_id, assignee_id, state, page_url, page_title, opened_at, last_at, closed_at from conversations.conversations;
grant select on products.v_price_history, products.v_related, products.v_bought_lines, orders.v_charged,
  conversations.v_page_seen to fivehearts_app, fivehearts_system;

-- Every price that is or was asked of buyers, the special ones of offers too: what a word about a price is held against.
create view offers.v_marked_prices with (security_invoker = true) as
  select shop_id, product_id, sku_id, kind, amount, currency, valid_from, valid_to, null::uuid as offer_id
    from products.v_price_history where kind in ('list', 'special', 'member')
  union all
  select o.shop_id, p."productId", null::uuid, 'special', p.minor, o.currency, greatest(o.starts_at, o.running_since), o.ends_at, o.id
    from offers.offers o cross join lateral jsonb_to_recordset(o.terms -> 'prices') as p ("productId" uuid, minor bigint)
    where o.kind = 'special' and o.state = 'running' and o.audience = 'all';
create view offers.v_offers with (security_invoker = true) as
  select id, shop_id, name, kind, state, currency, terms, audience, product_ids, store_ids, starts_at, ends_at, campaign_id, running_since from offers.offers;
create view offers.v_freight_allowances with (security_invoker = true) as
  select id, shop_id, conversation_id, order_id, customer_id, member_id, amount, currency, at from offers.freight_allowances;
create view offers.v_bargains with (security_invoker = true) as
  select id, shop_id, conversation_id, customer_id, member_id, asked, asks, opened_at, last_at, given, ended, ended_at, order_id from offers.bargains;
create view offers.v_missed with (security_invoker = true) as
  select order_id, offer_id, shop_id, customer_id, conversation_id, member_id, saved_minor, currency, was_told, placed_at, settled_at from offers.missed;
create view offers.v_recommendations with (security_invoker = true) as
  select id, shop_id, conversation_id, customer_id, product_id, member_id, reason, is_blind, at from offers.recommendations;
grant select on offers.v_marked_prices, offers.v_offers, offers.v_freight_allowances, offers.v_bargains, offers.v_missed, offers.v_recommendations
  to fivehearts_app, fivehearts_system;
