-- An import that a person stopped: what it stored stays, and it can be gone on with. The wish to stop is written down, because
-- the process that works on the import may be another one.
alter table orders.imports add column stop_asked_at timestamptz;
alter table orders.imports drop constraint imports_state_check;
alter table orders.imports add constraint imports_state_check
  check (state in ('mapping', 'previewing', 'previewed', 'running', 'stopped', 'finished', 'failed'));
drop index orders.imports_unfinished;
create index imports_unfinished on orders.imports (started_at) where state in ('mapping', 'previewing', 'previewed', 'running', 'stopped');

-- Imports stage their rows in temporary tables: COPY is refused by tables under row-level security.
do $$ begin execute format('grant temporary on database %I to fivehearts_app, fivehearts_system', current_database()); end $$;

-- A hundred milliards: beyond it an id slipped into a column of amounts. Stays far inside of what a number holds exactly, so
-- that no row can break the lists it stands in.
alter table orders.orders add constraint orders_money_check check (
  total between -10000000000000 and 10000000000000 and goods between -10000000000000 and 10000000000000
  and freight between -10000000000000 and 10000000000000 and tax between -10000000000000 and 10000000000000
  and discount between -10000000000000 and 10000000000000 and paid between -10000000000000 and 10000000000000
  and refunded between -10000000000000 and 10000000000000) not valid;
alter table orders.lines add constraint lines_money_check
  check (unit_price::numeric * quantity between -10000000000000 and 10000000000000) not valid;

-- How often a process began to work on an import that is under way: one that ends its process every time is given up.
alter table orders.imports add column attempts int not null default 0;
