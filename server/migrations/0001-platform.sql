-- The ground: roles, the guard of row-level security, the event log, outbox, idempotency, files.
create schema platform;
grant usage on schema platform to fivehearts_app, fivehearts_system;

-- The shop of the running transaction; null outside one, so that nothing matches.
create function platform.current_shop() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.shop', true), '')::uuid $$;

-- Puts a table under row-level security: the application sees one shop, the system role sees all,
-- the owner (migrations) sees all even where it is no superuser.
create function platform.protect(target regclass, shop_column text default 'shop_id') returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy one_shop on %s to fivehearts_app using (%I = nullif(current_setting(''app.shop'', true), '''')::uuid) with check (%I = nullif(current_setting(''app.shop'', true), '''')::uuid)', target, shop_column, shop_column);
  execute format('create policy every_shop on %s to fivehearts_system using (true) with check (true)', target);
  execute format('create policy owner on %s to %I using (true) with check (true)', target, current_user);
end $$;

-- Tables that hold no shop's rows, or must be read before the shop is known. The catalogue test allows these and no others.
create table platform.global_tables (name text primary key, reason text not null);

-- The register of personal data: what it is, and what masking, export and erasure do with it.
create table platform.personal_data (
  table_name text not null, column_name text not null,
  kind text not null check (kind in ('name', 'email', 'phone', 'address', 'account', 'message', 'note', 'credential', 'technical')),
  on_erasure text not null check (on_erasure in ('remove', 'blank', 'keep_for_tax', 'expires')),
  primary key (table_name, column_name)
);
insert into platform.global_tables values
  ('platform.global_tables', 'this list'), ('platform.personal_data', 'the register'),
  ('platform.log_epochs', 'the log''s epochs'), ('platform.outbox', 'read by the relay across shops'), ('platform.schedule', 'recurring work');

-- Positions of the event log are (epoch, xid, seq). A restore, a failover or a new cluster opens a new epoch.
create table platform.log_epochs (
  epoch int primary key, cluster text not null, opened_at timestamptz not null
);
grant select, insert on platform.log_epochs to fivehearts_system;
grant select on platform.log_epochs to fivehearts_app;

create sequence platform.event_seq cache 1;
grant usage on sequence platform.event_seq to fivehearts_app, fivehearts_system;

create table platform.events (
  id uuid not null,
  shop_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  seq bigint not null default nextval('platform.event_seq'),
  name text not null,
  subject uuid not null,
  version int not null,
  -- Topics that may see it; a viewer sees an event when the two lists meet.
  audience text[] not null,
  -- The person's timeline on which it stands, if any.
  timeline uuid,
  actor uuid,
  facts jsonb not null default '{}',
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (id)
) partition by range (id);
create index events_position on platform.events (xid, seq);
create index events_shop_position on platform.events (shop_id, xid, seq);
create index events_timeline on platform.events (shop_id, timeline, occurred_at desc, id desc) where timeline is not null;
create index events_subject on platform.events (shop_id, subject, occurred_at desc);
select platform.protect('platform.events');
-- Append-only: no update, no delete for anybody but the owner.
grant select, insert on platform.events to fivehearts_app, fivehearts_system;

-- Monthly partitions by the time inside a UUIDv7.
create function platform.uuid_floor(at timestamptz) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;
create function platform.ensure_partitions(parent regclass, around timestamptz, months_ahead int) returns int language plpgsql security definer set search_path = pg_catalog, platform as $$
declare month timestamptz; made int := 0; child text; schema_name text; parent_name text;
begin
  select n.nspname, c.relname into schema_name, parent_name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = parent;
  for i in -1 .. months_ahead loop
    month := date_trunc('month', around at time zone 'UTC') at time zone 'UTC' + make_interval(months => i);
    child := format('%s_%s', parent_name, to_char(month at time zone 'UTC', 'YYYYMM'));
    if to_regclass(format('%I.%I', schema_name, child)) is null then
      execute format('create table %I.%I partition of %s for values from (%L) to (%L)', schema_name, child, parent,
        platform.uuid_floor(month), platform.uuid_floor(month + interval '1 month'));
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;
revoke all on function platform.ensure_partitions(regclass, timestamptz, int) from public;
grant execute on function platform.ensure_partitions(regclass, timestamptz, int) to fivehearts_system;
create table platform.events_default partition of platform.events default;

-- Work to be done after commit; a relay hands it to the queue in batches.
create table platform.outbox (
  id bigint generated always as identity primary key,
  shop_id uuid, job text not null, payload jsonb not null, run_at timestamptz not null, created_at timestamptz not null
);
create index outbox_due on platform.outbox (run_at, id);
grant insert on platform.outbox to fivehearts_app;
grant select, insert, update, delete on platform.outbox to fivehearts_system;
create table platform.schedule (name text primary key, last_run_at timestamptz not null);
grant select, insert, update on platform.schedule to fivehearts_system;
-- Processes that work on the queue, and when they were last heard of; the owner alone reads it. See platform/jobs/presence.ts.
create table platform.job_pools (id text primary key, number int generated always as identity, beat_at timestamptz not null);
insert into platform.global_tables values ('platform.job_pools', 'processes, not shops');

-- What a change answered, by its idempotency key, so that a retry gets the same answer. Kept two days.
create table platform.idempotency (
  shop_id uuid not null, caller uuid not null, key text not null, request_hash text not null, status int not null, reply jsonb,
  created_at timestamptz not null, primary key (shop_id, caller, key)
);
create index idempotency_age on platform.idempotency (created_at);
select platform.protect('platform.idempotency');
grant select, insert, delete on platform.idempotency to fivehearts_app, fivehearts_system;

create table platform.files (
  id uuid primary key, shop_id uuid not null, name text not null, mime text not null, bytes int not null check (bytes >= 0),
  width int, height int, sha256 text not null, has_thumb boolean not null default false,
  -- Who put it there: a member, or a visitor of the widget.
  owner uuid not null, created_at timestamptz not null,
  -- Set when something refers to it for good; a file that nothing wants is removed after a day.
  kept_at timestamptz
);
create index files_owner on platform.files (shop_id, owner, created_at);
create index files_unkept on platform.files (created_at) where kept_at is null;
create index files_content on platform.files (sha256);
select platform.protect('platform.files');
grant select, insert, update (kept_at), delete on platform.files to fivehearts_app, fivehearts_system;
insert into platform.personal_data values
  ('platform.files', 'name', 'message', 'remove'), ('platform.idempotency', 'reply', 'message', 'expires');
