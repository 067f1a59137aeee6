create schema promises;
grant usage on schema promises to fivehearts_app, fivehearts_system;

-- A word 承诺: what a buyer was told. Ends kept, broken, released, or told before it broke.
create table promises.words (
  id uuid primary key, shop_id uuid not null, kind text not null check (kind in ('answer_due', 'said')),
  heart text not null check (heart in ('purchase', 'dispatch', 'delivery', 'aftersales', 'care')),
  what text not null, state text not null default 'open' check (state in ('open', 'kept', 'broken', 'released', 'told')),
  given_at timestamptz not null, soon_at timestamptz not null, due_at timestamptz not null, ended_at timestamptz,
  given_by uuid, to_name text not null, customer_id uuid, conversation_id uuid, inquiry_id uuid, message_id uuid,
  evidence text, ended_by uuid, renewed_from uuid references promises.words, renewals int not null default 0,
  -- When the engine must look at it next; null once it has ended.
  next_fire_at timestamptz, version int not null default 1,
  check ((state = 'open') = (ended_at is null))
);
create index words_due on promises.words (shop_id, due_at, id) where state = 'open';
create index words_ended on promises.words (shop_id, ended_at desc, id desc) where state <> 'open';
create index words_fire on promises.words (next_fire_at) where next_fire_at is not null;
create index words_conversation on promises.words (shop_id, conversation_id, due_at) where conversation_id is not null;
create index words_customer on promises.words (shop_id, customer_id, due_at) where customer_id is not null;
select platform.protect('promises.words');
grant select, insert, update on promises.words to fivehearts_app, fivehearts_system;

-- The outcome of a clock 时限: one buyer turn, how long the buyer waited in open hours, and who answered.
create table promises.turns (
  id uuid primary key, shop_id uuid not null, conversation_id uuid not null, inquiry_id uuid, channel text not null, is_first boolean not null,
  -- Who held the conversation when the turn ended; null: nobody.
  member_id uuid, started_at timestamptz not null, clock_at timestamptz not null, target_at timestamptz not null, due_at timestamptz not null,
  answered_at timestamptz, waited_ms bigint, outcome text not null check (outcome in ('target', 'due', 'late', 'unanswered')),
  automatic_count int not null default 0, was_held boolean not null default false, local_hour int not null
);
-- Carries what the reports count, so that they never touch the rows, which lie scattered among other shops'.
create index turns_time on promises.turns (shop_id, clock_at desc) include (member_id, is_first, outcome, waited_ms, automatic_count, channel, local_hour);
create index turns_conversation on promises.turns (shop_id, conversation_id);
select platform.protect('promises.turns');
grant select, insert on promises.turns to fivehearts_app, fivehearts_system;

insert into platform.personal_data values
  ('promises.words', 'what', 'note', 'blank'), ('promises.words', 'to_name', 'name', 'blank'), ('promises.words', 'evidence', 'note', 'remove');

create view promises.v_words with (security_invoker = true) as
  select id, shop_id, kind, heart, what, state, given_at, soon_at, due_at, ended_at, given_by, to_name, customer_id, conversation_id, message_id, evidence, renewals, version from promises.words;
create view promises.v_turns with (security_invoker = true) as
  select id, shop_id, conversation_id, channel, is_first, member_id, started_at, clock_at, answered_at, waited_ms, outcome, automatic_count, was_held, local_hour from promises.turns;
grant select on promises.v_words, promises.v_turns to fivehearts_app, fivehearts_system;
