create schema conversations;
grant usage on schema conversations to fivehearts_app, fivehearts_system;

-- A buyer who opened the widget. A signed identity ties them to a login, on any number of devices.
create table conversations.visitors (
  id uuid primary key, shop_id uuid not null, store_id uuid not null, label text not null, language text not null,
  -- Subject of the signed identity, when the shop's site vouched for the buyer.
  site_login text, customer_id uuid, created_at timestamptz not null, last_seen_at timestamptz not null
);
create unique index visitors_login on conversations.visitors (shop_id, store_id, site_login) where site_login is not null;
select platform.protect('conversations.visitors');
grant select, insert, update on conversations.visitors to fivehearts_app, fivehearts_system;
-- One token per browser, kept as a hash.
create table conversations.visitor_tokens (
  token_hash bytea primary key, shop_id uuid not null, visitor_id uuid not null references conversations.visitors, created_at timestamptz not null
);
select platform.protect('conversations.visitor_tokens');
grant select, insert, delete on conversations.visitor_tokens to fivehearts_app, fivehearts_system;

create table conversations.conversations (
  id uuid primary key, shop_id uuid not null, store_id uuid not null, channel text not null, visitor_id uuid not null unique,
  customer_id uuid, buyer_name text not null, is_returning boolean not null default false,
  -- visiting: opened but nothing written yet, so in no queue.
  state text not null default 'visiting' check (state in ('visiting', 'open', 'closed')),
  assignee_id uuid, inquiry_id uuid,
  -- Owner of the open inquiry, kept here too so that the queue needs no second look.
  inquiry_owner_id uuid,
  last_number int not null default 0, last_text text not null default '', last_at timestamptz not null, last_author text not null default 'automatic',
  -- Since when it stands where lists show it. A buyer who goes on writing leaves it there and so touches no index: that halves
  -- what the update costs (heap-only, 95 -> 40 us).
  listed_at timestamptz not null,
  read_by_buyer int not null default 0, read_by_shop int not null default 0,
  -- The clock of a buyer who waits; all null when nobody waits.
  turn_id uuid, turn_started_at timestamptz, turn_clock_at timestamptz, turn_target_at timestamptz, turn_due_at timestamptz,
  turn_is_first boolean, turn_missed_at timestamptz, turn_away_at timestamptz, turn_automatic int not null default 0,
  -- The earliest open word of this conversation, kept here so that the queue needs no second look.
  word_id uuid, word_what text, word_soon_at timestamptz, word_due_at timestamptz,
  next_fire_at timestamptz,
  page_url text, page_title text, opened_at timestamptz not null, closed_at timestamptz, version int not null default 1,
  check ((turn_id is null) = (turn_due_at is null)),
  -- An open conversation always has an inquiry, and an inquiry always has an owner.
  check (state <> 'open' or inquiry_id is not null),
  check ((inquiry_id is null) = (inquiry_owner_id is null))
);
create index conversations_waiting on conversations.conversations (shop_id, turn_clock_at, id) where state = 'open' and turn_id is not null;
create index conversations_owed on conversations.conversations (shop_id, word_due_at, id) where state = 'open' and turn_id is null and word_id is not null;
create index conversations_quiet on conversations.conversations (shop_id, listed_at desc, id desc) where state = 'open' and turn_id is null and word_id is null;
create index conversations_assignee on conversations.conversations (shop_id, assignee_id, state, listed_at) where state <> 'closed';
create index conversations_newest on conversations.conversations (shop_id, listed_at desc, id desc) where state <> 'visiting';
create index conversations_customer on conversations.conversations (shop_id, customer_id, listed_at desc) where customer_id is not null;
create index conversations_fire on conversations.conversations (next_fire_at) where next_fire_at is not null;
create index conversations_closed on conversations.conversations (shop_id, closed_at desc) where state = 'closed';
select platform.protect('conversations.conversations');
grant select, insert, update on conversations.conversations to fivehearts_app, fivehearts_system;

-- 首问负责制: the first person asked owns the inquiry until it is solved. Never nobody.
create table conversations.inquiries (
  id uuid primary key, shop_id uuid not null, conversation_id uuid not null references conversations.conversations, customer_id uuid,
  owner_id uuid not null, owned_since timestamptz not null,
  -- assigned: the first person assigned; duty_lead: stands in until then.
  owned_by_way_of text not null check (owned_by_way_of in ('assigned', 'duty_lead', 'hand_over')),
  opened_at timestamptz not null, closed_at timestamptz, version int not null default 1
);
create index inquiries_owner on conversations.inquiries (shop_id, owner_id) where closed_at is null;
create index inquiries_conversation on conversations.inquiries (shop_id, conversation_id, opened_at desc);
select platform.protect('conversations.inquiries');
grant select, insert, update on conversations.inquiries to fivehearts_app, fivehearts_system;
-- Who held it, from when, why: the chain of hands.
create table conversations.hands (
  id uuid primary key, shop_id uuid not null, conversation_id uuid not null, inquiry_id uuid, member_id uuid not null, what text not null check (what in ('assigned', 'owner')),
  by uuid, note text, at timestamptz not null
);
create index hands_conversation on conversations.hands (shop_id, conversation_id, at);
select platform.protect('conversations.hands');
grant select, insert on conversations.hands to fivehearts_app, fivehearts_system;

create table conversations.messages (
  id uuid not null, shop_id uuid not null, conversation_id uuid not null, number int not null,
  author text not null check (author in ('buyer', 'agent', 'automatic')), automatic text, member_id uuid, agent_name text,
  text text not null, attachments jsonb not null default '[]', at timestamptz not null, client_id text not null,
  answered_in_ms bigint, is_holding boolean not null default false, phrase_id uuid,
  primary key (id)
) partition by range (id);
create index messages_conversation on conversations.messages (conversation_id, number desc);
create table conversations.messages_default partition of conversations.messages default;
select platform.protect('conversations.messages');
grant select, insert on conversations.messages to fivehearts_app, fivehearts_system;
-- Each client's message once, whatever is retried; apart because a partitioned table cannot promise it.
create table conversations.message_keys (
  conversation_id uuid not null, client_id text not null, shop_id uuid not null, message_id uuid not null, primary key (conversation_id, client_id)
);
select platform.protect('conversations.message_keys');
grant select, insert on conversations.message_keys to fivehearts_app, fivehearts_system;

create table conversations.phrases (
  id uuid primary key, shop_id uuid not null, kind text not null, language text not null check (language in ('zh', 'en')), shortcut text not null, text text not null,
  is_holding boolean not null default false, archived_at timestamptz, uses int not null default 0, position int not null default 0,
  version int not null default 1, updated_at timestamptz not null, updated_by uuid
);
create unique index phrases_shortcut on conversations.phrases (shop_id, language, lower(shortcut)) where archived_at is null;
select platform.protect('conversations.phrases');
grant select, insert, update on conversations.phrases to fivehearts_app, fivehearts_system;

insert into platform.personal_data values
  ('conversations.visitors', 'label', 'technical', 'remove'), ('conversations.visitor_tokens', 'token_hash', 'credential', 'expires'), ('conversations.visitors', 'site_login', 'account', 'remove'),
  ('conversations.conversations', 'buyer_name', 'name', 'blank'), ('conversations.conversations', 'last_text', 'message', 'blank'),
  ('conversations.conversations', 'word_what', 'note', 'blank'), ('conversations.conversations', 'page_url', 'technical', 'remove'), ('conversations.conversations', 'page_title', 'technical', 'remove'),
  ('conversations.messages', 'text', 'message', 'blank'), ('conversations.messages', 'attachments', 'message', 'remove'), ('conversations.messages', 'agent_name', 'name', 'blank'),
  ('conversations.hands', 'note', 'note', 'remove');

create view conversations.v_conversations with (security_invoker = true) as
  select id, shop_id, store_id, channel, visitor_id, customer_id, buyer_name, state, assignee_id, inquiry_id, turn_id, turn_clock_at, turn_due_at, word_id, last_text, last_at, listed_at, opened_at, closed_at from conversations.conversations;
create view conversations.v_inquiries with (security_invoker = true) as
  select id, shop_id, conversation_id, customer_id, owner_id, opened_at, closed_at from conversations.inquiries;
grant select on conversations.v_conversations, conversations.v_inquiries to fivehearts_app, fivehearts_system;

-- Who owns an inquiry that nobody was assigned. Not part of the statement that needs it, where it would be made ready for every
-- message and is wanted by the first one only (30 us).
create function conversations.duty_lead(p_shop uuid) returns uuid language plpgsql stable as $$
begin
  return (select d.member_id from staff.v_duty_lead d where d.shop_id = p_shop);
end $$;
grant execute on function conversations.duty_lead to fivehearts_app;

-- The hot path: a buyer's message in one statement. Sets the shop, stores the message once, moves the conversation,
-- opens the turn's clock where none runs, opens an inquiry (owner: assignee, else duty lead) where none is open, records the event.
-- Replies {created, number, at, xid, seq, opened_inquiry, conversation: row}; for a repeated client id created is false.
create function conversations.post_buyer_message(
  p_shop uuid, p_conversation uuid, p_visitor uuid, p_message uuid, p_client text, p_text text, p_attachments jsonb, p_preview text, p_at timestamptz,
  p_turn uuid, p_inquiry uuid, p_event uuid, p_clock_at timestamptz, p_target_s int, p_due_s int, p_away_s int
) returns json language plpgsql as $$
declare c conversations.conversations; n int; v_xid text; v_seq bigint; opened boolean := false; old_message conversations.messages;
begin
  perform set_config('app.shop', p_shop::text, true);
  insert into conversations.message_keys values (p_conversation, p_client, p_shop, p_message) on conflict do nothing;
  if not found then
    select m.* into old_message from conversations.message_keys k join conversations.messages m on m.id = k.message_id
      where k.conversation_id = p_conversation and k.client_id = p_client;
    if old_message.id is null then return null; end if;
    select * into c from conversations.conversations where id = p_conversation and visitor_id = p_visitor;
    if c.id is null then return null; end if;
    return json_build_object('created', false, 'message', row_to_json(old_message), 'conversation', row_to_json(c));
  end if;
  update conversations.conversations set
    last_number = last_number + 1, last_text = p_preview, last_at = p_at, last_author = 'buyer', version = version + 1,
    listed_at = case when turn_id is null then p_at else listed_at end,
    turn_automatic = case when turn_id is null then 0 else turn_automatic end,
    turn_is_first = case when turn_id is null then inquiry_id is null else turn_is_first end,
    turn_started_at = coalesce(turn_started_at, p_at),
    turn_clock_at = coalesce(turn_clock_at, p_clock_at),
    turn_target_at = coalesce(turn_target_at, p_clock_at + make_interval(secs => p_target_s)),
    turn_due_at = coalesce(turn_due_at, p_clock_at + make_interval(secs => p_due_s)),
    turn_away_at = case when turn_id is null then p_clock_at + make_interval(secs => p_away_s) else turn_away_at end,
    next_fire_at = case when turn_id is null then p_clock_at + make_interval(secs => least(p_due_s, p_away_s)) else next_fire_at end,
    turn_id = coalesce(turn_id, p_turn),
    inquiry_id = coalesce(inquiry_id, p_inquiry),
    inquiry_owner_id = coalesce(inquiry_owner_id, assignee_id, conversations.duty_lead(p_shop)),
    opened_at = case when state = 'open' then opened_at else p_at end,
    closed_at = null, state = 'open'
    where id = p_conversation and visitor_id = p_visitor returning * into c;
  if c.id is null then raise exception 'no such conversation' using errcode = 'P0002'; end if;
  if c.inquiry_id = p_inquiry then
    opened := true;
    insert into conversations.inquiries (id, shop_id, conversation_id, customer_id, owner_id, owned_since, owned_by_way_of, opened_at)
      values (p_inquiry, p_shop, p_conversation, c.customer_id, c.inquiry_owner_id, p_at,
        case when c.assignee_id is null then 'duty_lead' else 'assigned' end, p_at);
  end if;
  insert into conversations.messages (id, shop_id, conversation_id, number, author, text, attachments, at, client_id)
    values (p_message, p_shop, p_conversation, c.last_number, 'buyer', p_text, p_attachments, p_at, p_client);
  insert into platform.events (id, shop_id, name, subject, version, audience, timeline, actor, facts, occurred_at, recorded_at)
    values (p_event, p_shop, 'message.posted', p_conversation, c.version, array['desk', 'visitor:' || p_visitor], c.customer_id, null,
      jsonb_build_object('message', p_message, 'number', c.last_number, 'author', 'buyer'), p_at, p_at)
    returning xid::text, seq into v_xid, v_seq;
  return json_build_object('created', true, 'number', c.last_number, 'xid', v_xid, 'seq', v_seq, 'opened', opened, 'conversation', row_to_json(c));
end $$;
grant execute on function conversations.post_buyer_message to fivehearts_app;
