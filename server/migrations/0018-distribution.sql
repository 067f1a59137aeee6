-- Distribution, ownership and the rush: who is given a buyer, what happens while nobody answers, who owns what until it is solved.

-- What a conversation needs, derived when it is given out; `joined_to`: told together with another of the same customer (a pointer,
-- its messages stay where they are).
alter table conversations.conversations
  add column lane text not null default 'ordinary' check (lane in ('ordinary', 'vip')),
  add column is_difficult boolean not null default false,
  add column language text check (language in ('zh', 'en')),
  add column skills text[] not null default '{}',
  add column joined_to uuid references conversations.conversations;
create index conversations_joined on conversations.conversations (joined_to) where joined_to is not null;
-- "Who was given one longest ago" read every hand of the shop.
create index hands_member on conversations.hands (shop_id, member_id, at desc) where what = 'assigned';
-- A part of a talk that is an issue of its own: from which message on, and from which inquiry it was parted.
alter table conversations.inquiries add column from_number int not null default 0, add column split_from uuid references conversations.inquiries,
  add column undone_at timestamptz;

-- How buyers are given to a person. Nobody in here: takes anything, as everybody does at first.
create table conversations.agent_profiles (
  member_id uuid primary key, shop_id uuid not null, weight int not null default 5 check (weight between 1 and 10),
  -- Names of skill groups, and languages; empty: any.
  skills text[] not null default '{}', languages text[] not null default '{}',
  lane text not null default 'both' check (lane in ('both', 'ordinary', 'vip')), takes_difficult boolean not null default true,
  -- While somebody learns, this many at most.
  trainee_cap int check (trainee_cap between 1 and 200),
  -- Who acts while this person is not there.
  deputy_id uuid, version int not null default 1, changed_at timestamptz not null
);
select platform.protect('conversations.agent_profiles');
grant select, insert, update on conversations.agent_profiles to fivehearts_app, fivehearts_system;
-- A product line or category, and the words by which a page or a question is known to be about it.
create table conversations.skill_groups (
  id uuid primary key, shop_id uuid not null, name text not null, words text[] not null, archived_at timestamptz
);
create unique index skill_groups_name on conversations.skill_groups (shop_id, name) where archived_at is null;
select platform.protect('conversations.skill_groups');
grant select, insert, update on conversations.skill_groups to fivehearts_app, fivehearts_system;

-- What was done while nobody answered a turn; each step once.
create table conversations.ladder (
  turn_id uuid not null, step text not null check (step in ('nudge', 'second', 'lead', 'holding')), shop_id uuid not null,
  conversation_id uuid not null, member_id uuid,
  outcome text not null check (outcome in ('told', 'handed', 'sent', 'nobody_free', 'in_alarm')),
  due_at timestamptz not null, at timestamptz not null, primary key (turn_id, step)
);
create index ladder_conversation on conversations.ladder (shop_id, conversation_id, at desc);
create index ladder_member on conversations.ladder (shop_id, member_id, step, at desc) where outcome = 'told';
select platform.protect('conversations.ladder');
grant select, insert on conversations.ladder to fivehearts_app, fivehearts_system;

-- One alarm a queue, however many wait in it.
create table conversations.queue_alarms (
  id uuid primary key, shop_id uuid not null, lane text not null check (lane in ('ordinary', 'vip')),
  opened_at timestamptz not null, most_waiting int not null, closed_at timestamptz, version int not null default 1
);
create unique index queue_alarms_open on conversations.queue_alarms (shop_id, lane) where closed_at is null;
select platform.protect('conversations.queue_alarms');
grant select, insert, update on conversations.queue_alarms to fivehearts_app, fivehearts_system;

-- What the shop announces beforehand: stands in the greeting for its time, and `wait_seconds` is then the limit.
create table conversations.notices (
  id uuid primary key, shop_id uuid not null, text_zh text not null, text_en text not null, wait_seconds int check (wait_seconds between 10 and 86400),
  from_at timestamptz not null, until_at timestamptz not null check (until_at > from_at), made_by uuid, made_at timestamptz not null,
  withdrawn_at timestamptz, version int not null default 1
);
create index notices_current on conversations.notices (shop_id, until_at) where withdrawn_at is null;
select platform.protect('conversations.notices');
grant select, insert, update on conversations.notices to fivehearts_app, fivehearts_system;

-- One reviewed answer to many like questions.
create table conversations.group_answers (
  id uuid primary key, shop_id uuid not null, text text not null, by uuid, by_name text not null, at timestamptz not null, ended_at timestamptz,
  sent int not null default 0, skipped int not null default 0, version int not null default 1
);
create index group_answers_newest on conversations.group_answers (shop_id, at desc);
create index group_answers_open on conversations.group_answers (at) where ended_at is null;
select platform.protect('conversations.group_answers');
grant select, insert, update on conversations.group_answers to fivehearts_app, fivehearts_system;
create table conversations.group_targets (
  group_id uuid not null references conversations.group_answers, conversation_id uuid not null, shop_id uuid not null,
  -- The question that was reviewed: another turn, or one more line of the buyer, is not what was answered.
  turn_id uuid not null, saw_number int not null, state text not null default 'waiting' check (state in ('waiting', 'sent', 'answered_meanwhile', 'asked_more', 'failed')),
  primary key (group_id, conversation_id)
);
select platform.protect('conversations.group_targets');
grant select, insert, update on conversations.group_targets to fivehearts_app, fivehearts_system;

-- Somebody is asked to take the ownership of an inquiry; nothing changes until they accept.
create table conversations.hand_overs (
  id uuid primary key, shop_id uuid not null, conversation_id uuid not null, inquiry_id uuid not null references conversations.inquiries,
  from_id uuid not null, to_id uuid not null, note text, state text not null default 'proposed' check (state in ('proposed', 'accepted', 'declined', 'void')),
  proposed_by uuid, proposed_at timestamptz not null, ended_at timestamptz, version int not null default 1,
  check ((state = 'proposed') = (ended_at is null))
);
create unique index hand_overs_open on conversations.hand_overs (inquiry_id) where state = 'proposed';
create index hand_overs_to on conversations.hand_overs (shop_id, to_id) where state = 'proposed';
create index hand_overs_conversation on conversations.hand_overs (shop_id, conversation_id, proposed_at);
select platform.protect('conversations.hand_overs');
grant select, insert, update on conversations.hand_overs to fivehearts_app, fivehearts_system;

-- A problem that an agent received and filed to a team. The team contacts the buyer; the owner watches until it is solved.
create table conversations.problems (
  id uuid primary key, shop_id uuid not null, conversation_id uuid not null, inquiry_id uuid references conversations.inquiries, customer_id uuid,
  category text not null, team text not null check (team in ('lead', 'agent', 'aftersales', 'dispatch', 'finance')), what text not null,
  owner_id uuid not null, filed_by uuid, filed_at timestamptz not null,
  contacted_at timestamptz, contacted_by uuid, solved_at timestamptz, solved_by uuid, outcome text,
  reminders int not null default 0, next_fire_at timestamptz, version int not null default 1
);
create index problems_open on conversations.problems (shop_id, filed_at desc, id desc) where solved_at is null;
create index problems_newest on conversations.problems (shop_id, filed_at desc, id desc);
create index problems_conversation on conversations.problems (shop_id, conversation_id);
create index problems_fire on conversations.problems (next_fire_at) where next_fire_at is not null;
select platform.protect('conversations.problems');
grant select, insert, update on conversations.problems to fivehearts_app, fivehearts_system;

-- 首问负责制 not kept, by person; each occasion once.
create table conversations.violations (
  id uuid primary key, shop_id uuid not null, member_id uuid not null,
  kind text not null check (kind in ('owner_changed_unaccepted', 'told_elsewhere', 'no_follow_through')),
  occasion uuid not null, conversation_id uuid not null, at timestamptz not null, unique (kind, occasion, member_id)
);
create index violations_newest on conversations.violations (shop_id, at desc);
select platform.protect('conversations.violations');
grant select, insert on conversations.violations to fivehearts_app, fivehearts_system;

-- Two talks of one customer told together; what was before, for the undo.
create table conversations.joins (
  id uuid primary key, shop_id uuid not null, main_id uuid not null, joined_id uuid not null, by uuid, at timestamptz not null,
  assignee_before uuid, owner_before uuid, undone_at timestamptz, undone_by uuid
);
create unique index joins_open on conversations.joins (joined_id) where undone_at is null;
create index joins_main on conversations.joins (shop_id, main_id) where undone_at is null;
select platform.protect('conversations.joins');
grant select, insert, update on conversations.joins to fivehearts_app, fivehearts_system;

insert into platform.personal_data values
  ('conversations.hand_overs', 'note', 'note', 'remove'), ('conversations.problems', 'what', 'note', 'blank'), ('conversations.problems', 'outcome', 'note', 'remove'),
  ('conversations.group_answers', 'by_name', 'name', 'blank');

create view conversations.v_problems with (security_invoker = true) as
  select id, shop_id, conversation_id, inquiry_id, customer_id, category, team, what, owner_id, filed_at, contacted_at, solved_at from conversations.problems;
create view conversations.v_violations with (security_invoker = true) as
  select id, shop_id, member_id, kind, conversation_id, at from conversations.violations;
create view conversations.v_agent_profiles with (security_invoker = true) as
  select member_id, shop_id, weight, skills, languages, lane, takes_difficult, trainee_cap, deputy_id from conversations.agent_profiles;
grant select on conversations.v_problems, conversations.v_violations, conversations.v_agent_profiles to fivehearts_app, fivehearts_system;
