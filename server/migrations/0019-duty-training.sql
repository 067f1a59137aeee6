-- Who is on when, who was there, how the platforms would count our answers, whom we lost, and how people learn.

-- ---- Duty (staff) ----
-- Who is on when: a week that repeats and dates that differ, one document like the calendar. See contract/staff/roster.ts.
create table staff.rosters (
  shop_id uuid primary key references staff.shops, roster jsonb not null, version int not null default 1, changed_at timestamptz not null, changed_by uuid
);
select platform.protect('staff.rosters');
grant select, insert, update on staff.rosters to fivehearts_app, fivehearts_system;

-- Who was really there. Each change of presence once, by whatever way it came: the membership knows only the last one.
create table staff.presence_log (
  member_id uuid not null references staff.memberships, at timestamptz not null, shop_id uuid not null, presence text not null, primary key (member_id, at)
);
create index presence_log_shop on staff.presence_log (shop_id, at);
select platform.protect('staff.presence_log');
grant select, insert, update on staff.presence_log to fivehearts_app, fivehearts_system;
create function staff.log_presence() returns trigger language plpgsql as $$
begin
  insert into staff.presence_log (member_id, at, shop_id, presence) values (new.id, new.presence_since, new.shop_id, new.presence)
    on conflict (member_id, at) do update set presence = excluded.presence;
  return null;
end $$;
create trigger presence_logged after insert on staff.memberships for each row execute function staff.log_presence();
create trigger presence_changed after update of presence, presence_since on staff.memberships for each row
  when (old.presence is distinct from new.presence or old.presence_since is distinct from new.presence_since) execute function staff.log_presence();
-- What the event log still knows of the time before.
insert into staff.presence_log (member_id, at, shop_id, presence)
  select distinct on (e.subject, e.occurred_at) e.subject, e.occurred_at, e.shop_id, e.facts ->> 'presence' from platform.events e join staff.memberships m on m.id = e.subject
  where e.name = 'staff.presence_changed' and e.facts ->> 'presence' is not null order by e.subject, e.occurred_at, e.seq desc;
insert into staff.presence_log (member_id, at, shop_id, presence)
  select id, presence_since, shop_id, presence from staff.memberships on conflict do nothing;
create view staff.v_presence_log with (security_invoker = true) as select shop_id, member_id, at, presence from staff.presence_log;
create view staff.v_rosters with (security_invoker = true) as select shop_id, roster, version from staff.rosters;
grant select on staff.v_presence_log, staff.v_rosters to fivehearts_app, fivehearts_system;

-- ---- What insight counts ----
-- Turns not yet rolled up. The turn itself is never touched again; a restore loses nothing, as it would with a place in the log.
create table promises.uncounted_turns (turn_id uuid primary key, shop_id uuid not null);
create index uncounted_turns_shop on promises.uncounted_turns (shop_id);
select platform.protect('promises.uncounted_turns');
grant select, insert on promises.uncounted_turns to fivehearts_app;
-- Update for the lock alone.
grant select, insert, update, delete on promises.uncounted_turns to fivehearts_system;
create function promises.note_turns() returns trigger language plpgsql as $$
begin
  insert into promises.uncounted_turns select id, shop_id from fresh on conflict do nothing;
  return null;
end $$;
create trigger turns_noted after insert on promises.turns referencing new table as fresh for each statement execute function promises.note_turns();
insert into promises.uncounted_turns select id, shop_id from promises.turns;
create view promises.v_uncounted with (security_invoker = true) as
  select t.id, t.shop_id, t.conversation_id, t.inquiry_id, t.channel, t.is_first, t.member_id, t.started_at, t.clock_at, t.due_at, t.answered_at, t.waited_ms, t.outcome,
    t.automatic_count, t.local_hour
  from promises.uncounted_turns u join promises.turns t on t.id = u.turn_id;
grant select on promises.v_uncounted to fivehearts_app, fivehearts_system;
-- Takes so many off the list, for whoever counts them in the same transaction (role system).
create function promises.take_uncounted(p_limit int) returns setof promises.turns language sql as $$
  with taken as (
    delete from promises.uncounted_turns where turn_id in (select turn_id from promises.uncounted_turns order by turn_id limit p_limit for update skip locked) returning turn_id
  ) select t.* from taken join promises.turns t on t.id = taken.turn_id
$$;
revoke all on function promises.take_uncounted(int) from public;
grant execute on function promises.take_uncounted(int) to fivehearts_system;

create view conversations.v_turns_waiting with (security_invoker = true) as
  select shop_id, id as conversation_id, channel, buyer_name, turn_id, turn_started_at, turn_is_first, assignee_id from conversations.conversations where turn_id is not null;
create view conversations.v_closed_talks with (security_invoker = true) as
  select id, shop_id, buyer_name, closed_at, last_number, assignee_id from conversations.conversations where state = 'closed';
grant select on conversations.v_turns_waiting, conversations.v_closed_talks to fivehearts_app, fivehearts_system;

-- RSP-13: whether the widget's button was seen where buyers look first, page by page; what pages of the shop's site told last.
create table conversations.button_checks (
  store_id uuid not null, page text not null, shop_id uuid not null, is_visible boolean not null, is_in_first_view boolean not null, what_hides text,
  width int not null, checked_at timestamptz not null, checks int not null default 1, primary key (store_id, page)
);
select platform.protect('conversations.button_checks');
grant select, insert, update on conversations.button_checks to fivehearts_app, fivehearts_system;
create view conversations.v_button_checks with (security_invoker = true) as
  select shop_id, store_id, page, is_visible, is_in_first_view, what_hides, width, checked_at, checks from conversations.button_checks;
grant select on conversations.v_button_checks to fivehearts_app, fivehearts_system;

create schema insight;
grant usage on schema insight to fivehearts_app, fivehearts_system;
-- Turns by the hour in which their clock began. Nobody's turns stand under the nil id, so that a key is a key. `waits` counts
-- answers by steps of waiting (server/nouns/insight/wait-steps.rules.ts).
create table insight.turn_hours (
  shop_id uuid not null, hour_at timestamptz not null, local_hour int not null, channel text not null, member_id uuid not null, is_first boolean not null,
  turns int not null, target int not null, due int not null, late int not null, unanswered int not null, automatic int not null, waits int[] not null,
  primary key (shop_id, hour_at, local_hour, channel, member_id, is_first)
);
-- Rounds as Taobao counts them, by the day in China on which the buyer asked.
create table insight.round_days (
  shop_id uuid not null, day date not null, channel text not null, rounds int not null, in_time int not null, primary key (shop_id, day, channel)
);
-- Buyers as Pinduoduo counts them: who wrote on a day, and whether one of their messages waited too long.
create table insight.buyer_days (
  shop_id uuid not null, day date not null, conversation_id uuid not null, channel text not null,
  -- The message that waited longest and how long; null: no person ever answered it.
  worst_at timestamptz not null, worst_ms bigint, is_failed boolean not null generated always as (worst_ms is null or worst_ms > 180000) stored,
  member_id uuid, primary key (shop_id, day, conversation_id)
);
create index buyer_days_failed on insight.buyer_days (shop_id, worst_at desc, conversation_id desc) where is_failed;
-- The platform's own figure of a day, typed in or imported: hundredths of a percent.
create table insight.platform_scores (
  shop_id uuid not null, rule text not null check (rule in ('taobao', 'pinduoduo')), day date not null, score int not null check (score between 0 and 10000),
  source text not null check (source in ('typed', 'imported')), by uuid, at timestamptz not null, primary key (shop_id, rule, day)
);
-- First questions that missed their clock, watched for a day: did the buyer come back, order, or stay away (RSP-11)?
create table insight.slow_firsts (
  turn_id uuid primary key, shop_id uuid not null, conversation_id uuid not null, member_id uuid, channel text not null, started_at timestamptz not null,
  clock_at timestamptz not null, answered_at timestamptz, waited_ms bigint, judge_at timestamptz not null,
  state text not null default 'watching' check (state in ('watching', 'lost', 'wrote_again', 'ordered')), judged_at timestamptz
);
create index slow_firsts_due on insight.slow_firsts (judge_at) where state = 'watching';
create index slow_firsts_list on insight.slow_firsts (shop_id, clock_at desc, turn_id desc) include (state);
select platform.protect('insight.turn_hours'), platform.protect('insight.round_days'), platform.protect('insight.buyer_days'),
  platform.protect('insight.platform_scores'), platform.protect('insight.slow_firsts');
grant select on insight.turn_hours, insight.round_days, insight.buyer_days, insight.slow_firsts to fivehearts_app;
grant select, insert, update on insight.turn_hours, insight.round_days, insight.buyer_days, insight.slow_firsts to fivehearts_system;
grant select, insert, update, delete on insight.platform_scores to fivehearts_app, fivehearts_system;

-- ---- Training ----
create schema training;
grant usage on schema training to fivehearts_app, fivehearts_system;
-- A quiz as one person took it; its questions are made anew for every attempt.
create table training.attempts (
  id uuid primary key, shop_id uuid not null, member_id uuid not null, subject text not null check (subject in ('knowledge', 'product', 'steps')), product_id uuid,
  questions jsonb not null, answers jsonb, right_count int, question_count int not null, is_passed boolean, started_at timestamptz not null, ended_at timestamptz,
  check ((subject = 'product') = (product_id is not null))
);
create index attempts_member on training.attempts (shop_id, member_id, started_at desc);
-- What somebody may be given because of it. `purchase_desk`: every step of buying known (BUY-05); `product`: may answer on it (TRN-08).
create table training.certificates (
  id uuid primary key, shop_id uuid not null, member_id uuid not null, kind text not null check (kind in ('knowledge', 'product', 'purchase_desk')), product_id uuid,
  attempt_id uuid references training.attempts, given_at timestamptz not null, given_by uuid, ended_at timestamptz, ended_by uuid
);
create unique index certificates_open on training.certificates (shop_id, member_id, kind, product_id) nulls not distinct where ended_at is null;
create table training.trainees (
  id uuid primary key, shop_id uuid not null, member_id uuid not null, coach_id uuid, cap int not null check (cap between 1 and 40), cap_before int not null,
  began_at timestamptz not null, began_by uuid, ended_at timestamptz, ended_by uuid
);
create unique index trainees_open on training.trainees (shop_id, member_id) where ended_at is null;
-- A chat answered anew, turn by turn, with the clock running.
create table training.practices (
  id uuid primary key, shop_id uuid not null, member_id uuid not null, conversation_id uuid, title text not null, turns jsonb not null, answers jsonb not null default '[]',
  shown_at timestamptz not null, started_at timestamptz not null, ended_at timestamptz, score int
);
create index practices_member on training.practices (shop_id, member_id, started_at desc);
-- At the end of the day: one thing that pleased a buyer, one that annoyed one.
create table training.debriefs (
  id uuid primary key, shop_id uuid not null, member_id uuid not null, day date not null, pleased text not null, annoyed text not null, at timestamptz not null,
  unique (shop_id, member_id, day)
);
create index debriefs_newest on training.debriefs (shop_id, at desc, id desc);
create table training.debrief_tasks (
  id uuid primary key, shop_id uuid not null, debrief_id uuid not null references training.debriefs, kind text not null check (kind in ('knowledge', 'phrase', 'process')),
  what text not null, owner_id uuid not null, state text not null default 'open' check (state in ('open', 'done', 'dropped')), version int not null default 1,
  created_at timestamptz not null, created_by uuid, ended_at timestamptz, ended_by uuid
);
create index debrief_tasks_open on training.debrief_tasks (shop_id, created_at desc, id desc);
create index debrief_tasks_debrief on training.debrief_tasks (debrief_id);
select platform.protect('training.attempts'), platform.protect('training.certificates'), platform.protect('training.trainees'),
  platform.protect('training.practices'), platform.protect('training.debriefs'), platform.protect('training.debrief_tasks');
grant select, insert, update on training.attempts, training.certificates, training.trainees, training.practices, training.debriefs, training.debrief_tasks
  to fivehearts_app, fivehearts_system;
-- One row a certificate in force: what opens which work for whom.
create view training.v_certificates with (security_invoker = true) as
  select shop_id, member_id, kind, product_id, given_at from training.certificates where ended_at is null;
-- Who is new, who looks in on them, and how many chats they hold at most.
create view training.v_trainees with (security_invoker = true) as
  select shop_id, member_id, coach_id, cap, began_at from training.trainees where ended_at is null;
grant select on training.v_certificates, training.v_trainees to fivehearts_app, fivehearts_system;

-- Product facts as others may read them: what may be claimed now.
create view products.v_quiz_facts with (security_invoker = true) as
  select f.id, f.shop_id, f.product_id, p.name as product, f.key, f.value, f.unit, f.language, f.source, f.checked_at
  from products.facts f join products.products p on p.id = f.product_id where f.ended_at is null;
grant select on products.v_quiz_facts to fivehearts_app, fivehearts_system;

insert into platform.personal_data values
  ('training.practices', 'turns', 'message', 'blank'), ('training.practices', 'answers', 'message', 'blank'),
  ('training.debriefs', 'pleased', 'note', 'blank'), ('training.debriefs', 'annoyed', 'note', 'blank'), ('training.debrief_tasks', 'what', 'note', 'blank');
