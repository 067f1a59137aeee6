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
