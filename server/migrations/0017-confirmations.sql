-- Orders confirmed with their buyers, what may be sent to whom, and links by which a buyer sees one thing without an account.
create schema touches;
create schema confirmations;
grant usage on schema touches, confirmations to fivehearts_app, fivehearts_system;

-- A link to one thing, for whoever holds it: 256 random bits, of which the hash alone is kept. Under the guard like other tokens
-- (staff.invitations, conversations.visitor_tokens): whose it is, is asked as the system before a shop is known.
create table platform.private_links (
  id uuid primary key, shop_id uuid not null, token_hash bytea not null unique,
  -- What it opens, and which one.
  purpose text not null check (purpose in ('confirmation')), subject uuid not null,
  created_by uuid, created_at timestamptz not null, expires_at timestamptz not null, revoked_at timestamptz
);
create index private_links_subject on platform.private_links (shop_id, subject);
select platform.protect('platform.private_links');
grant select, insert, update (revoked_at) on platform.private_links to fivehearts_app, fivehearts_system;

-- What may be sent to a store's buyers, where it is other than its platform's default. Nothing is overwritten: the newest holds.
create table touches.contact_policies (
  id uuid primary key, shop_id uuid not null, store_id uuid not null, policy jsonb not null, by uuid, at timestamptz not null
);
create index contact_policies_newest on touches.contact_policies (shop_id, store_id, id desc);
select platform.protect('touches.contact_policies');
grant select, insert on touches.contact_policies to fivehearts_app, fivehearts_system;
create view touches.v_contact_policies with (security_invoker = true) as
  select distinct on (shop_id, store_id) shop_id, store_id, policy, at from touches.contact_policies order by shop_id, store_id, id desc;
grant select on touches.v_contact_policies to fivehearts_app, fivehearts_system;

-- By which rules orders are confirmed; the newest row holds.
create table confirmations.rules (
  id uuid primary key, shop_id uuid not null, rules jsonb not null, by uuid, at timestamptz not null
);
create index rules_newest on confirmations.rules (shop_id, id desc);
select platform.protect('confirmations.rules');
grant select, insert on confirmations.rules to fivehearts_app, fivehearts_system;

-- From when on a store's orders are confirmed, where it is not since the desk has known the store; or that they are not.
create table confirmations.watches (
  store_id uuid primary key, shop_id uuid not null, is_watched boolean not null, since timestamptz not null, by uuid, at timestamptz not null
);
select platform.protect('confirmations.watches');
grant select, insert, update on confirmations.watches to fivehearts_app, fivehearts_system;

create table confirmations.confirmations (
  id uuid primary key, shop_id uuid not null, order_id uuid not null, store_id uuid not null, customer_id uuid,
  state text not null check (state in ('to_send', 'sent', 'confirmed', 'corrected', 'taken', 'ended')),
  -- Whether the buyer talked with us before paying; unseen: the platform keeps its chats to itself.
  talked text not null check (talked in ('yes', 'no', 'unseen')),
  -- Most first: doubtful before silent before the rest.
  urgency int not null,
  -- [{kind, detail}]
  doubts jsonb not null default '[]',
  -- buyer: held until the cut-off, for the buyer's word; lead: the cut-off passed, the lead decides; released: sent as it is, by a
  -- reason; cleared: what was doubtful is known.
  hold text not null default 'none' check (hold in ('none', 'buyer', 'lead', 'released', 'cleared')),
  hold_reason text, hold_by uuid, hold_at timestamptz,
  cut_off_at timestamptz not null,
  -- When the engine must look at it next.
  next_fire_at timestamptz,
  -- Where it was sent: in the desk's chat, or by hand in a platform's own, by mail, by phone.
  conversation_id uuid, channel text check (channel in ('chat', 'by_hand')), sent_at timestamptz, sent_by uuid,
  answered_at timestamptz, answered_by text check (answered_by in ('buyer', 'agent')),
  -- What the buyer changed: {address?, recipient?, phone?, wish?, items?}
  correction jsonb, taken_at timestamptz, taken_by uuid,
  -- The buyer's one-tap word on buying.
  rating text check (rating in ('good', 'so_so', 'bad')), rating_line text, rated_at timestamptz,
  payment_tips_at timestamptz, dispatch_tips_at timestamptz,
  opened_at timestamptz not null, ended_at timestamptz, end_reason text check (end_reason in ('sent_off', 'order_ended', 'not_needed')),
  version int not null default 1, unique (shop_id, order_id),
  check ((hold = 'buyer') = (next_fire_at is not null))
);
create index confirmations_listed on confirmations.confirmations (shop_id, state, urgency desc, opened_at, id);
create index confirmations_customer on confirmations.confirmations (shop_id, customer_id, opened_at desc) where customer_id is not null;
create index confirmations_fire on confirmations.confirmations (next_fire_at) where next_fire_at is not null;
create index confirmations_held on confirmations.confirmations (shop_id, hold, cut_off_at) where hold in ('buyer', 'lead');
select platform.protect('confirmations.confirmations');
grant select, insert, update on confirmations.confirmations to fivehearts_app, fivehearts_system;

-- Evidence 凭据: every step, with what was said in it. Added to, never changed.
create table confirmations.steps (
  id uuid primary key, shop_id uuid not null, confirmation_id uuid not null references confirmations.confirmations, order_id uuid not null,
  kind text not null, by text not null check (by in ('buyer', 'member', 'desk')), member_id uuid, text text, facts jsonb not null default '{}',
  message_id uuid, at timestamptz not null
);
create index steps_confirmation on confirmations.steps (shop_id, confirmation_id, at, id);
create index steps_order on confirmations.steps (shop_id, order_id, at);
select platform.protect('confirmations.steps');
grant select, insert on confirmations.steps to fivehearts_app, fivehearts_system;

insert into platform.personal_data values
  ('platform.private_links', 'token_hash', 'credential', 'expires'),
  ('confirmations.confirmations', 'doubts', 'note', 'blank'), ('confirmations.confirmations', 'hold_reason', 'note', 'blank'),
  ('confirmations.confirmations', 'correction', 'address', 'remove'), ('confirmations.confirmations', 'rating_line', 'message', 'remove'),
  ('confirmations.steps', 'text', 'message', 'blank'), ('confirmations.steps', 'facts', 'address', 'blank');

-- What dispatch asks before a box is closed: an order that stands here waits for a word of its buyer, or for the lead.
create view confirmations.v_holds with (security_invoker = true) as
  select shop_id, order_id, id as confirmation_id, hold as waits_for, cut_off_at, doubts, correction, opened_at
  from confirmations.confirmations where hold in ('buyer', 'lead');
-- What is known of each order's confirmation, and what the buyer said of buying.
create view confirmations.v_confirmations with (security_invoker = true) as
  select id, shop_id, order_id, store_id, customer_id, state, talked, hold, cut_off_at, sent_at, answered_at, answered_by, correction, taken_at, rating, rated_at, opened_at, ended_at, end_reason
  from confirmations.confirmations;
create view confirmations.v_evidence with (security_invoker = true) as
  select id, shop_id, confirmation_id, order_id, kind, by, member_id, text, facts, message_id, at from confirmations.steps;
grant select on confirmations.v_holds, confirmations.v_confirmations, confirmations.v_evidence to fivehearts_app, fivehearts_system;

-- What a confirmation reads of others.
create view staff.v_store_openings with (security_invoker = true) as select id, shop_id, created_at as opened_at from staff.stores;
create view orders.v_to_confirm with (security_invoker = true) as
  select id, shop_id, store_id, name, status, cash_on_delivery, placed_at, paid_at, shipped_at, dispatch_due_at, currency, total, customer_id, buyer_name, buyer_note,
    recipient_name, recipient_phone, recipient_address, recipient_city, title, line_count, quantity, is_history from orders.orders;
create view orders.v_lines_to_confirm with (security_invoker = true) as
  select l.order_id, l.shop_id, l.number, t.title, l.variant, l.quantity from orders.lines l join orders.titles t on t.shop_id = l.shop_id and t.id = l.title_id;
-- What buyers wrote, for whoever must notice it.
create view conversations.v_buyer_lines with (security_invoker = true) as
  select id, shop_id, conversation_id, number, text, at from conversations.messages where author = 'buyer';
grant select on staff.v_store_openings, orders.v_to_confirm, orders.v_lines_to_confirm, conversations.v_buyer_lines to fivehearts_app, fivehearts_system;
