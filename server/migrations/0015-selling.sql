-- The selling conversation 售前: what the buyer needs, what they doubt, what was said before they paid, and what became of it.
create schema purchase;
grant usage on schema purchase to fivehearts_app, fivehearts_system;

-- What the desk must know of a conversation and of what was said in it, in the words of no screen.
create view conversations.v_talks with (security_invoker = true) as
  select c.id, c.shop_id, c.store_id, c.customer_id, c.buyer_name, c.is_returning, c.state, c.assignee_id, c.inquiry_id, c.inquiry_owner_id,
    c.page_url, c.page_title, c.version, v.language
  from conversations.conversations c join conversations.visitors v on v.id = c.visitor_id;
grant select on conversations.v_talks to fivehearts_app, fivehearts_system;

-- What is written down of one inquiry. Needs in the buyer's own words (BUY-09), and which product it is about where a person said so.
create table purchase.needs (
  inquiry_id uuid primary key, shop_id uuid not null, conversation_id uuid not null, text text, message_id uuid, product_id uuid,
  -- Does the buyer still have questions? null: not known (BUY-10).
  questions text check (questions in ('none', 'remain')), questions_note text,
  noted_by uuid, noted_at timestamptz not null, version int not null default 1
);
create index needs_conversation on purchase.needs (shop_id, conversation_id, noted_at desc);
select platform.protect('purchase.needs');
grant select, insert, update on purchase.needs to fivehearts_app, fivehearts_system;

-- One doubt of a buyer, until it is resolved, left unresolved, or withdrawn. `dismissed`: proposed by a rule and none after all.
create table purchase.doubts (
  id uuid primary key, shop_id uuid not null, inquiry_id uuid not null, conversation_id uuid not null, text text not null, message_id uuid,
  state text not null check (state in ('open', 'resolved', 'unresolved', 'withdrawn', 'dismissed')),
  opened_by uuid, opened_at timestamptz not null, ended_by uuid, ended_at timestamptz, version int not null default 1,
  check ((state = 'open') = (ended_at is null))
);
create index doubts_inquiry on purchase.doubts (shop_id, inquiry_id, opened_at);
create unique index doubts_message on purchase.doubts (shop_id, inquiry_id, message_id) where message_id is not null;
select platform.protect('purchase.doubts');
grant select, insert, update on purchase.doubts to fivehearts_app, fivehearts_system;

-- A concern of the category that a person found beside the point here.
create table purchase.beside_point (
  inquiry_id uuid not null, concern_key text not null, shop_id uuid not null, by uuid, at timestamptz not null, primary key (inquiry_id, concern_key)
);
create index beside_point_shop on purchase.beside_point (shop_id, inquiry_id);
select platform.protect('purchase.beside_point');
grant select, insert, delete on purchase.beside_point to fivehearts_app, fivehearts_system;

-- How this buyer likes to buy (BUY-14), and whether feelings count most (BUY-15). Kept on this side of the customer.
create table purchase.tastes (
  customer_id uuid primary key, shop_id uuid not null, experience text check (experience in ('visual', 'price', 'service')),
  is_emotional boolean not null default false, set_by uuid, set_at timestamptz not null, version int not null default 1
);
create index tastes_emotional on purchase.tastes (shop_id) where is_emotional;
select platform.protect('purchase.tastes');
grant select, insert, update on purchase.tastes to fivehearts_app, fivehearts_system;

-- The shop's own categories of worries. A row with the key of a shipped one stands in its place (BUY-11).
create table purchase.concerns (
  shop_id uuid not null, key text not null, name_zh text not null, name_en text not null, matches text[] not null,
  -- [{key, worry: {zh, en}, statement: {zh, en}, terms: {zh: [..], en: [..]}}]
  worries jsonb not null, archived_at timestamptz, changed_by uuid, changed_at timestamptz not null, version int not null default 1, primary key (shop_id, key)
);
select platform.protect('purchase.concerns');
grant select, insert, update on purchase.concerns to fivehearts_app, fivehearts_system;

-- The shop's own sentences for what is said before payment (ORD-01, SHP-12); what is missing here is said in the shipped ones.
create table purchase.terms (
  shop_id uuid not null, item text not null check (item in ('process', 'dispatch_time', 'fee', 'carrier', 'methods')), zh text not null, en text not null,
  changed_by uuid, changed_at timestamptz not null, version int not null default 1, primary key (shop_id, item)
);
select platform.protect('purchase.terms');
grant select, insert, update on purchase.terms to fivehearts_app, fivehearts_system;

-- What is easily misunderstood, of a product or of a campaign (ORD-03).
create table purchase.points (
  id uuid primary key, shop_id uuid not null, product_id uuid, campaign text, starts_at timestamptz, ends_at timestamptz,
  zh text not null, en text not null, terms_zh text[] not null, terms_en text[] not null,
  archived_at timestamptz, changed_by uuid, changed_at timestamptz not null, version int not null default 1,
  check (num_nonnulls(product_id, campaign) = 1), check (ends_at > starts_at)
);
create index points_listed on purchase.points (shop_id, changed_at desc, id desc) where archived_at is null;
select platform.protect('purchase.points');
grant select, insert, update on purchase.points to fivehearts_app, fivehearts_system;

-- How an inquiry ended (BUY-10, BUY-16, BUY-17), read from what was said when it was closed.
create table purchase.endings (
  inquiry_id uuid primary key, shop_id uuid not null, conversation_id uuid not null, customer_id uuid, closed_by uuid, closed_at timestamptz not null,
  thanks_id uuid, asked_id uuid, questions text check (questions in ('none', 'remain')), unresolved int not null default 0
);
create index endings_newest on purchase.endings (shop_id, closed_at desc, inquiry_id desc);
create index endings_thankless on purchase.endings (shop_id, closed_at desc, inquiry_id desc) where thanks_id is null;
select platform.protect('purchase.endings');
grant select, insert, update on purchase.endings to fivehearts_app, fivehearts_system;

-- What was said before an order, kept with the order (ORD-10). The words themselves stay in the conversation.
create table purchase.disclosures (
  order_id uuid not null, inquiry_id uuid not null, shop_id uuid not null, conversation_id uuid not null,
  kind text not null check (kind in ('disclosure', 'point', 'concern', 'claim', 'unsaid')), item text not null, message_id uuid, at timestamptz, attached_at timestamptz not null,
  check ((kind = 'unsaid') = (message_id is null)),
  unique nulls not distinct (order_id, inquiry_id, kind, item, message_id)
);
create index disclosures_order on purchase.disclosures (shop_id, order_id);
select platform.protect('purchase.disclosures');
grant select, insert on purchase.disclosures to fivehearts_app, fivehearts_system;
-- Orders whose conversations were looked through.
create table purchase.order_talks (
  order_id uuid not null, inquiry_id uuid not null, shop_id uuid not null, at timestamptz not null, primary key (order_id, inquiry_id)
);
create index order_talks_shop on purchase.order_talks (shop_id, order_id);
select platform.protect('purchase.order_talks');
grant select, insert on purchase.order_talks to fivehearts_app, fivehearts_system;

-- Never to be recommended to this buyer (ORD-05).
create table purchase.unsuitable (
  id uuid primary key, shop_id uuid not null, conversation_id uuid not null, customer_id uuid, product_id uuid not null, reason text not null,
  by uuid, at timestamptz not null, lifted_at timestamptz, lifted_by uuid
);
create unique index unsuitable_here on purchase.unsuitable (shop_id, conversation_id, product_id) where lifted_at is null;
create index unsuitable_customer on purchase.unsuitable (shop_id, customer_id) where lifted_at is null and customer_id is not null;
select platform.protect('purchase.unsuitable');
grant select, insert, update on purchase.unsuitable to fivehearts_app, fivehearts_system;

-- Consulted and not bought: somebody follows up, or says why not (BUY-06).
create table purchase.prospects (
  id uuid primary key, shop_id uuid not null, conversation_id uuid not null, customer_id uuid, inquiry_id uuid not null, buyer_name text not null,
  state text not null check (state in ('open', 'won', 'dropped')), owner_id uuid, next_at timestamptz, follow_ups int not null default 0,
  reason text check (reason in ('price', 'unsuitable', 'no_stock', 'elsewhere', 'only_asked', 'no_answer', 'other')), note text, order_id uuid,
  opened_at timestamptz not null, ended_at timestamptz, ended_by uuid, version int not null default 1,
  check ((state = 'open') = (ended_at is null)), check (state <> 'open' or next_at is not null), check (state <> 'dropped' or reason is not null)
);
create unique index prospects_open on purchase.prospects (shop_id, conversation_id) where state = 'open';
create index prospects_due on purchase.prospects (shop_id, next_at, id) where state = 'open';
create index prospects_customer on purchase.prospects (shop_id, customer_id) where customer_id is not null;
create index prospects_ended on purchase.prospects (shop_id, state, ended_at desc, id desc) where state <> 'open';
select platform.protect('purchase.prospects');
grant select, insert, update on purchase.prospects to fivehearts_app, fivehearts_system;
create table purchase.follow_ups (
  id uuid primary key, shop_id uuid not null, prospect_id uuid not null references purchase.prospects, note text not null, next_at timestamptz not null, by uuid, at timestamptz not null
);
create index follow_ups_prospect on purchase.follow_ups (shop_id, prospect_id, at desc);
select platform.protect('purchase.follow_ups');
grant select, insert on purchase.follow_ups to fivehearts_app, fivehearts_system;

-- A sample somebody tries, what they say of it, and what the product learns from it (BUY-13).
create table purchase.trials (
  id uuid primary key, shop_id uuid not null, conversation_id uuid not null, customer_id uuid, buyer_name text not null, product_id uuid not null, note text,
  state text not null check (state in ('given', 'answered', 'improving', 'done')),
  verdict text check (verdict in ('good', 'mixed', 'bad')), feedback text, aspect text check (aspect in ('design', 'quality', 'use', 'packing', 'other')),
  improve text, owner_id uuid, outcome text,
  given_by uuid, given_at timestamptz not null, ask_at timestamptz not null, changed_at timestamptz not null, version int not null default 1,
  check (state = 'given' or verdict is not null), check (state <> 'improving' or improve is not null)
);
create index trials_listed on purchase.trials (shop_id, changed_at desc, id desc);
create index trials_conversation on purchase.trials (shop_id, conversation_id);
select platform.protect('purchase.trials');
grant select, insert, update on purchase.trials to fivehearts_app, fivehearts_system;

insert into platform.personal_data values
  ('purchase.needs', 'text', 'message', 'blank'), ('purchase.needs', 'questions_note', 'message', 'blank'), ('purchase.doubts', 'text', 'message', 'blank'),
  ('purchase.unsuitable', 'reason', 'note', 'blank'), ('purchase.prospects', 'buyer_name', 'name', 'blank'), ('purchase.prospects', 'note', 'note', 'blank'),
  ('purchase.follow_ups', 'note', 'note', 'blank'), ('purchase.trials', 'buyer_name', 'name', 'blank'), ('purchase.trials', 'note', 'note', 'blank'),
  ('purchase.trials', 'feedback', 'message', 'blank'), ('purchase.tastes', 'experience', 'note', 'remove');

-- REC-03: recommending begins where this has a row.
create view purchase.v_needs with (security_invoker = true) as
  select inquiry_id, shop_id, conversation_id, text, product_id, noted_at from purchase.needs where text is not null;
-- ORD-05: what recommendations must obey. A customer's mark holds in all their conversations.
create view purchase.v_unsuitable with (security_invoker = true) as
  select id, shop_id, conversation_id, customer_id, product_id, reason, by, at from purchase.unsuitable where lifted_at is null;
create view purchase.v_tastes with (security_invoker = true) as
  select customer_id, shop_id, experience, is_emotional from purchase.tastes;
create view purchase.v_prospects with (security_invoker = true) as
  select id, shop_id, conversation_id, customer_id, state, owner_id, next_at, reason, opened_at, ended_at, order_id from purchase.prospects;
create view purchase.v_endings with (security_invoker = true) as
  select inquiry_id, shop_id, conversation_id, customer_id, closed_by, closed_at, thanks_id is not null as is_thanked, asked_id is not null as was_asked, questions, unresolved
  from purchase.endings;
create view purchase.v_disclosures with (security_invoker = true) as
  select order_id, inquiry_id, shop_id, conversation_id, kind, item, message_id, at, attached_at from purchase.disclosures;
grant select on purchase.v_needs, purchase.v_unsuitable, purchase.v_tastes, purchase.v_prospects, purchase.v_endings, purchase.v_disclosures to fivehearts_app, fivehearts_system;
