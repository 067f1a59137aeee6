-- A coach looks in on newcomers: a quiet word in the chat that the buyer never sees, and the step of the ladder that tells the
-- coach before the lead.

-- Apart from messages, so that nothing that reads what was said to a buyer can meet one of these.
create table conversations.hints (
  id uuid primary key, shop_id uuid not null, conversation_id uuid not null references conversations.conversations,
  to_id uuid not null, by_id uuid not null, text text not null, at timestamptz not null,
  -- When the newcomer put it into the draft.
  used_at timestamptz
);
create index hints_conversation on conversations.hints (conversation_id, at);
create index hints_to on conversations.hints (shop_id, to_id, at desc);
select platform.protect('conversations.hints');
grant select, insert, update on conversations.hints to fivehearts_app, fivehearts_system;
create view conversations.v_hints with (security_invoker = true) as
  select h.id, h.shop_id, h.conversation_id, c.buyer_name, h.to_id, h.by_id, h.text, h.at, h.used_at
  from conversations.hints h join conversations.conversations c on c.id = h.conversation_id;
grant select on conversations.v_hints to fivehearts_app, fivehearts_system;
insert into platform.personal_data values ('conversations.hints', 'text', 'note', 'blank');

alter table conversations.ladder drop constraint ladder_step_check,
  add constraint ladder_step_check check (step in ('nudge', 'coach', 'second', 'lead', 'holding'));

create index trainees_coach on training.trainees (shop_id, coach_id) where ended_at is null;
