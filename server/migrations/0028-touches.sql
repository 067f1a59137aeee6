-- Every touch of a buyer over every channel, who wants no more, and by which rules; and the next item that a buyer could be offered.
create schema care;
grant usage on schema care to fivehearts_app, fivehearts_system;

-- How often, and when not. Nothing is overwritten: the newest holds.
create table touches.rules (
  id uuid primary key, shop_id uuid not null, rules jsonb not null, by uuid, at timestamptz not null
);
create index rules_newest on touches.rules (shop_id, id desc);
select platform.protect('touches.rules');
grant select, insert on touches.rules to fivehearts_app, fivehearts_system;

-- The ledger. A row is a place in the buyer's budget from the moment it is taken: whoever is killed between taking and sending has
-- used it up, and nobody is written to twice. `key` is what it was taken for, so that a retry finds its own.
create table touches.touches (
  id uuid primary key, shop_id uuid not null, customer_id uuid not null, key text collate "C" not null,
  channel text not null check (channel in ('chat', 'platform_chat', 'email', 'sms', 'phone')),
  -- service: owed by a promise, counted nowhere. care: of our own accord, within the budget.
  kind text not null check (kind in ('service', 'care')),
  heart text not null check (heart in ('purchase', 'dispatch', 'delivery', 'aftersales', 'care')),
  -- What it was about: next_item, confirmation.
  purpose text not null, order_id uuid, conversation_id uuid, message_id uuid,
  state text not null check (state in ('taken', 'sent', 'let_go')), text text, by uuid, taken_at timestamptz not null, sent_at timestamptz,
  unique (shop_id, key), check ((state = 'sent') = (sent_at is not null))
);
create index touches_customer on touches.touches (shop_id, customer_id, taken_at desc);
select platform.protect('touches.touches');
grant select, insert, update on touches.touches to fivehearts_app, fivehearts_system;

-- Who wants nothing but what is owed. A lifted one stays as what happened.
create table touches.no_more (
  id uuid primary key, shop_id uuid not null, customer_id uuid not null, source text not null check (source in ('chat', 'hand')),
  said text not null, conversation_id uuid, message_id uuid, by uuid, at timestamptz not null,
  lifted_at timestamptz, lifted_by uuid, lifted_why text, check ((lifted_at is null) = (lifted_why is null))
);
create index no_more_customer on touches.no_more (shop_id, customer_id, at desc);
select platform.protect('touches.no_more');
grant select, insert, update on touches.no_more to fivehearts_app, fivehearts_system;

create view touches.v_touches with (security_invoker = true) as
  select id, shop_id, customer_id, channel, kind, heart, purpose, order_id, conversation_id, message_id, state, by, taken_at, sent_at
  from touches.touches where state <> 'let_go';
create view touches.v_no_more with (security_invoker = true) as
  select shop_id, customer_id, source, at from touches.no_more where lifted_at is null;
grant select on touches.v_touches, touches.v_no_more to fivehearts_app, fivehearts_system;

-- By which rules a next item is proposed; the newest row holds.
create table care.next_rules (
  id uuid primary key, shop_id uuid not null, rules jsonb not null, by uuid, at timestamptz not null
);
create index next_rules_newest on care.next_rules (shop_id, id desc);
select platform.protect('care.next_rules');
grant select, insert on care.next_rules to fivehearts_app, fivehearts_system;

-- What people bought after a product, in time and not only together; the product itself: it was bought again. `of`: everybody who
-- bought the first. Made anew by a job.
create table care.follow_ons (
  shop_id uuid not null, product_id uuid not null, next_id uuid not null, people int not null, of int not null,
  share double precision not null, median_days int not null, computed_at timestamptz not null, primary key (shop_id, product_id, next_id)
);
select platform.protect('care.follow_ons');
grant select, insert, update, delete on care.follow_ons to fivehearts_app, fivehearts_system;

-- Orders that were looked at: each once, by one process.
create table care.looked_orders (
  order_id uuid primary key, shop_id uuid not null, at timestamptz not null
);
create index looked_orders_shop on care.looked_orders (shop_id, order_id);
select platform.protect('care.looked_orders');
grant select, insert on care.looked_orders to fivehearts_app, fivehearts_system;

create table care.next_items (
  id uuid primary key, shop_id uuid not null, customer_id uuid not null, order_id uuid not null, store_id uuid not null,
  product_id uuid not null, next_id uuid not null,
  reason text not null check (reason in ('followed', 'again', 'accessory', 'together')),
  people int, of int, median_days int, note text,
  state text not null check (state in ('open', 'sent', 'declined', 'bought', 'lapsed')),
  due_at timestamptz not null, proposed_at timestamptz not null, ended_at timestamptz,
  channel text check (channel in ('chat', 'platform_chat', 'email', 'sms', 'phone')), conversation_id uuid, message_id uuid, touch_id uuid,
  text text, by uuid,
  declined text check (declined in ('unsuitable', 'has_it', 'no_stock', 'not_now', 'not_this_buyer', 'other')), said text,
  version int not null default 1, unique (shop_id, order_id), check ((state = 'open') = (ended_at is null)), check ((state = 'declined') = (declined is not null))
);
create index next_items_listed on care.next_items (shop_id, state, due_at desc, id desc);
create index next_items_ended on care.next_items (shop_id, state, ended_at desc, id desc) where ended_at is not null;
create index next_items_customer on care.next_items (shop_id, customer_id);
select platform.protect('care.next_items');
grant select, insert, update on care.next_items to fivehearts_app, fivehearts_system;

insert into platform.personal_data values
  ('touches.touches', 'text', 'message', 'remove'), ('touches.no_more', 'said', 'message', 'blank'), ('touches.no_more', 'lifted_why', 'note', 'blank'),
  ('care.next_items', 'text', 'message', 'remove'), ('care.next_items', 'said', 'note', 'remove'), ('care.next_items', 'note', 'note', 'remove');

-- What others publish for it: consent as files gave it, and what an order was from payment to arrival.
create view customers.v_consents with (security_invoker = true) as
  select distinct on (customer_id, channel, store_id) shop_id, customer_id, store_id, channel, is_given, noted_at
  from customers.consents order by customer_id, channel, store_id, noted_at desc, id desc;
grant select on customers.v_consents to fivehearts_app, fivehearts_system;

create view care.v_next_items with (security_invoker = true) as
  select id, shop_id, customer_id, order_id, product_id, next_id, reason, state, due_at, proposed_at, ended_at, touch_id, by from care.next_items;
grant select on care.v_next_items to fivehearts_app, fivehearts_system;
