-- Messages of several buyers in one statement and one commit: what 0005's post_buyer_message does for one, done for each. Both
-- write the same rows (tested against each other). A conversation that somebody holds is left out, and so never waited for;
-- none may come twice. Raises unique_violation when one of the client ids is known already: then nothing is stored, and each
-- is to be posted by itself, which knows how to repeat an answer.
-- p_postings: [{conversation, visitor, message, client, text, attachments, preview, at, turn, inquiry, event, clock_at, target_s,
-- due_s, away_s}]. Replies [{message, xid, seq, opened, conversation: row}] of those stored; null when all are held.
-- Per message 95 us of processor time in company of 16, 410 alone (2026-11).
create function conversations.post_buyer_messages(p_shop uuid, p_conversations uuid[], p_postings json) returns json language plpgsql as $$
declare free uuid[]; stored int; result json; has_opened boolean;
begin
  perform set_config('app.shop', p_shop::text, true);
  select array_agg(id) into free from (select id from conversations.conversations where id = any (p_conversations) for update skip locked) as l;
  if free is null then return null; end if;
  insert into conversations.message_keys
    select p.conversation, p.client, p_shop, p.message from json_to_recordset(p_postings) as p(conversation uuid, client text, message uuid)
    where p.conversation = any (free) on conflict do nothing;
  get diagnostics stored = row_count;
  if stored < cardinality(free) then raise unique_violation; end if;
  with c as (
    update conversations.conversations c set
      last_number = last_number + 1, last_text = preview, last_at = p.at, last_author = 'buyer', version = version + 1,
      listed_at = case when turn_id is null then p.at else listed_at end,
      turn_automatic = case when turn_id is null then 0 else turn_automatic end,
      turn_is_first = case when turn_id is null then inquiry_id is null else turn_is_first end,
      turn_started_at = coalesce(turn_started_at, p.at),
      turn_clock_at = coalesce(turn_clock_at, clock_at),
      turn_target_at = coalesce(turn_target_at, clock_at + make_interval(secs => target_s)),
      turn_due_at = coalesce(turn_due_at, clock_at + make_interval(secs => due_s)),
      turn_away_at = case when turn_id is null then clock_at + make_interval(secs => away_s) else turn_away_at end,
      next_fire_at = case when turn_id is null then clock_at + make_interval(secs => least(due_s, away_s)) else next_fire_at end,
      turn_id = coalesce(turn_id, turn),
      inquiry_id = coalesce(inquiry_id, inquiry),
      inquiry_owner_id = coalesce(inquiry_owner_id, assignee_id, conversations.duty_lead(p_shop)),
      opened_at = case when state = 'open' then opened_at else p.at end,
      closed_at = null, state = 'open'
    from json_to_recordset(p_postings) as p(conversation uuid, visitor uuid, message uuid, client text, text text, attachments jsonb, preview text,
      at timestamptz, turn uuid, inquiry uuid, event uuid, clock_at timestamptz, target_s int, due_s int, away_s int)
    where c.id = p.conversation and c.visitor_id = p.visitor and c.id = any (free)
    returning c.*, p.message, p.event, p.inquiry, p.text, p.attachments, p.at, p.client
  ), m as (
    insert into conversations.messages (id, shop_id, conversation_id, number, author, text, attachments, at, client_id)
      select message, p_shop, id, last_number, 'buyer', text, attachments, at, client from c
  ), e as (
    insert into platform.events (id, shop_id, name, subject, version, audience, timeline, actor, facts, occurred_at, recorded_at)
      select event, p_shop, 'message.posted', id, version, array['desk', 'visitor:' || visitor_id], customer_id, null,
        jsonb_build_object('message', message, 'number', last_number, 'author', 'buyer'), at, at from c
      returning id, xid, seq
  )
  select json_agg(json_build_object('message', c.message, 'xid', e.xid::text, 'seq', e.seq, 'opened', c.inquiry_id = c.inquiry, 'conversation', row_to_json(c))),
    bool_or(c.inquiry_id = c.inquiry), count(*)
    into result, has_opened, stored from c join e on e.id = c.event;
  if stored < cardinality(free) then raise exception 'no such conversation' using errcode = 'P0002'; end if;
  -- Rare (once in a conversation), so not part of the statement above, where it would be made ready for every message.
  if has_opened then
    insert into conversations.inquiries (id, shop_id, conversation_id, customer_id, owner_id, owned_since, owned_by_way_of, opened_at)
      select c.inquiry_id, p_shop, c.id, c.customer_id, c.inquiry_owner_id, p.at, case when c.assignee_id is null then 'duty_lead' else 'assigned' end, p.at
      from json_to_recordset(p_postings) as p(conversation uuid, inquiry uuid, at timestamptz)
        join conversations.conversations c on c.id = p.conversation and c.inquiry_id = p.inquiry
      where c.id = any (free);
  end if;
  return result;
end $$;
grant execute on function conversations.post_buyer_messages to fivehearts_app;

-- Room on each page for the rows that change with every message: a page without it sends the new row elsewhere, and to ten indexes.
alter table conversations.conversations set (fillfactor = 80);
