-- The line of those in nobody's hands, in the order in which each lane and kind of it is given out. Without it the first twenty
-- of five thousand cost a look at all of them whenever a place becomes free.
create index conversations_line on conversations.conversations (shop_id, lane, turn_is_first, turn_clock_at, turn_id)
  where state = 'open' and turn_id is not null and assignee_id is null;
