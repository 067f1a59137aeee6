-- 话术把关: what outgoing texts may say. The lists that ship with the desk stand in its code; here is what a shop made of them.
create schema guard;
grant usage on schema guard to fivehearts_app, fivehearts_system;

create table guard.entries (
  id uuid primary key, shop_id uuid not null,
  -- The name of the shipped entry that this one stands in for; null: the shop's own.
  shipped text,
  kind text not null check (kind in ('deflection', 'price_change', 'argument', 'promise', 'exaggeration', 'superlative', 'efficacy', 'approved', 'polite', 'warm')),
  language text not null check (language in ('zh', 'en')), words text[] not null, exceptions text[] not null default '{}',
  -- Null: as its kind.
  action text check (action in ('block', 'warn', 'off')), reason text not null default '', better text,
  -- Approved promises: who may give them, and up to which sum; none and null: everybody, any.
  roles text[] not null default '{}', up_to_minor bigint check (up_to_minor >= 0),
  archived_at timestamptz, version int not null default 1, updated_at timestamptz not null, updated_by uuid
);
create unique index entries_shipped on guard.entries (shop_id, shipped) where shipped is not null and archived_at is null;
create index entries_shop on guard.entries (shop_id) where archived_at is null;
select platform.protect('guard.entries');
grant select, insert, update on guard.entries to fivehearts_app, fivehearts_system;

create table guard.settings (
  shop_id uuid primary key, actions jsonb not null default '{}', canned_percent int not null, canned_in_row int not null, compared_price_days int not null,
  version int not null default 1, updated_at timestamptz not null, updated_by uuid
);
select platform.protect('guard.settings');
grant select, insert, update on guard.settings to fivehearts_app, fivehearts_system;

-- One row an answer of a person: the phrase it came from, whether that was edited, and its tone.
create table guard.readings (
  message_id uuid primary key, shop_id uuid not null, conversation_id uuid not null, number int not null, member_id uuid,
  phrase_id uuid, is_edited boolean, polite int not null, warm int not null, arguing int not null, at timestamptz not null,
  check ((phrase_id is null) = (is_edited is null))
);
create index readings_conversation on guard.readings (conversation_id, number desc);
create index readings_phrase on guard.readings (shop_id, phrase_id, at desc) where phrase_id is not null;
create index readings_time on guard.readings (shop_id, at desc) include (member_id, polite, warm, arguing);
select platform.protect('guard.readings');
grant select, insert on guard.readings to fivehearts_app, fivehearts_system;

-- What the guard found and what became of it.
create table guard.log (
  id uuid primary key, shop_id uuid not null, conversation_id uuid not null, message_id uuid, member_id uuid,
  kind text not null, entry_id text, found text not null, sentence text not null default '',
  -- blocked: not sent; sent_anyway: sent as it was, `is_seen` if the writer had been told; changed: other words were sent.
  outcome text not null check (outcome in ('blocked', 'sent_anyway', 'changed')), is_seen boolean not null, at timestamptz not null
);
create index log_time on guard.log (shop_id, at desc, id desc);
create index log_conversation on guard.log (conversation_id);
select platform.protect('guard.log');
grant select, insert on guard.log to fivehearts_app, fivehearts_system;

-- Personal phrases, proposed by whoever uses them and approved by a lead; null owner: the shop's own, which only leads change.
alter table conversations.phrases
  add column owner_id uuid, add column state text not null default 'approved' check (state in ('proposed', 'approved', 'refused')),
  add column decision_note text, add column decided_by uuid, add column decided_at timestamptz,
  add column attachments jsonb not null default '[]', add column created_at timestamptz,
  add constraint phrases_shop_owned check (owner_id is not null or state = 'approved');
drop index conversations.phrases_shortcut;
create unique index phrases_shortcut on conversations.phrases (shop_id, language, lower(shortcut), coalesce(owner_id, '00000000-0000-0000-0000-000000000000'))
  where archived_at is null;

-- How groups of buyers are addressed, and what the shop fills into slots that no order answers: packing, carrier, days.
create table conversations.addressing (
  shop_id uuid primary key, groups jsonb not null default '[]', slot_values jsonb not null default '{}',
  version int not null default 1, updated_at timestamptz not null, updated_by uuid
);
select platform.protect('conversations.addressing');
grant select, insert, update on conversations.addressing to fivehearts_app, fivehearts_system;

insert into platform.personal_data values
  ('guard.log', 'found', 'message', 'blank'), ('guard.log', 'sentence', 'message', 'blank');

create view conversations.v_said with (security_invoker = true) as
  select id, shop_id, conversation_id, number, author, automatic, member_id, agent_name, text, is_holding, phrase_id, at from conversations.messages;
create view conversations.v_pages with (security_invoker = true) as
  select id, shop_id, page_title, opened_at from conversations.conversations;
create view conversations.v_phrases with (security_invoker = true) as
  select id, shop_id, kind, language, shortcut, owner_id, archived_at from conversations.phrases;
-- What may be claimed of a product, and its prices but what it cost.
create view products.v_facts_in_force with (security_invoker = true) as
  select id, shop_id, product_id, sku_id, key, value, unit, language, source from products.facts where ended_at is null;
create view products.v_shown_prices with (security_invoker = true) as
  select shop_id, product_id, kind, amount, currency, valid_from, valid_to, recorded_at from products.prices where kind <> 'cost';
create view guard.v_readings with (security_invoker = true) as
  select message_id, shop_id, conversation_id, number, member_id, phrase_id, is_edited, polite, warm, arguing, at from guard.readings;
create view guard.v_log with (security_invoker = true) as
  select id, shop_id, conversation_id, message_id, member_id, kind, outcome, is_seen, at from guard.log;
grant select on conversations.v_said, conversations.v_pages, conversations.v_phrases, products.v_facts_in_force, products.v_shown_prices, guard.v_readings, guard.v_log
  to fivehearts_app, fivehearts_system;
