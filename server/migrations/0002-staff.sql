-- Accounts (global) and shops, stores, memberships, keys, settings, calendar, audit.
create schema staff;
grant usage on schema staff to fivehearts_app, fivehearts_system;

create table staff.accounts (
  id uuid primary key, email text not null, name text not null, language text not null check (language in ('zh', 'en')),
  password_hash text not null, totp_secret bytea, totp_pending bytea, recovery_hashes text[] not null default '{}',
  -- Last accepted 30-second step, so that one code is used once.
  totp_last_step bigint not null default 0, created_at timestamptz not null
);
create unique index accounts_email on staff.accounts (lower(email));
create table staff.sessions (
  id uuid primary key, account_id uuid not null references staff.accounts on delete cascade, token_hash bytea not null unique,
  agent text, created_at timestamptz not null, last_seen_at timestamptz not null, expires_at timestamptz not null
);
create index sessions_account on staff.sessions (account_id);
-- Wrong passwords by e-mail, whether an account has it or not, so that being locked out tells nothing.
create table staff.sign_in_failures (
  email_hash bytea primary key, count int not null, last_at timestamptz not null, locked_until timestamptz
);
create index sign_in_failures_age on staff.sign_in_failures (last_at);
create table staff.setup_tokens (token_hash bytea primary key, created_at timestamptz not null, used_at timestamptz);
grant select, insert, update, delete on staff.accounts, staff.sessions, staff.sign_in_failures, staff.setup_tokens to fivehearts_system;
insert into platform.global_tables values
  ('staff.accounts', 'one person works in several shops'), ('staff.sessions', 'belongs to an account'), ('staff.sign_in_failures', 'before anybody is known'), ('staff.setup_tokens', 'before the first shop exists');

create table staff.shops (
  id uuid primary key, slug text not null unique, name text not null, language text not null check (language in ('zh', 'en')),
  time_zone text not null, currency text not null check (currency ~ '^[A-Z]{3}$'), is_demo boolean not null default false,
  duty_lead_id uuid, version int not null default 1, created_at timestamptz not null
);
select platform.protect('staff.shops', 'id');
grant select, update on staff.shops to fivehearts_app;
grant select, insert, update on staff.shops to fivehearts_system;

create table staff.stores (
  id uuid primary key, shop_id uuid not null references staff.shops, name text not null, platform text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'), time_zone text not null,
  widget_key text unique, widget_secret bytea, last_import_at timestamptz,
  -- Kept current by imports: counting a store's orders takes seconds where there are millions.
  order_count int not null default 0, created_at timestamptz not null, unique (shop_id, name)
);
select platform.protect('staff.stores');
grant select, insert, update on staff.stores to fivehearts_app, fivehearts_system;

create table staff.memberships (
  id uuid primary key, shop_id uuid not null references staff.shops, account_id uuid not null references staff.accounts,
  display_name text not null, roles text[] not null check (cardinality(roles) > 0 and roles <@ array['owner','lead','agent','aftersales','dispatch','finance']),
  presence text not null default 'off' check (presence in ('on', 'break', 'off')), presence_since timestamptz not null,
  cap int not null default 40 check (cap between 1 and 200), joined_at timestamptz not null, left_at timestamptz, version int not null default 1,
  unique (shop_id, account_id)
);
create index memberships_account on staff.memberships (account_id) where left_at is null;
select platform.protect('staff.memberships');
grant select, insert, update on staff.memberships to fivehearts_app, fivehearts_system;
alter table staff.shops add foreign key (duty_lead_id) references staff.memberships;

create table staff.invitations (
  id uuid primary key, shop_id uuid not null references staff.shops, token_hash bytea not null unique, display_name text not null, email text,
  roles text[] not null, invited_by uuid, created_at timestamptz not null, expires_at timestamptz not null, used_at timestamptz, withdrawn_at timestamptz
);
select platform.protect('staff.invitations');
grant select, insert, update on staff.invitations to fivehearts_app, fivehearts_system;

create table staff.api_keys (
  id uuid primary key, shop_id uuid not null references staff.shops, name text not null, key_hash bytea not null unique, prefix text not null,
  scopes text[] not null, created_by uuid, created_at timestamptz not null, last_used_at timestamptz, expires_at timestamptz, revoked_at timestamptz
);
select platform.protect('staff.api_keys');
grant select, insert, update on staff.api_keys to fivehearts_app, fivehearts_system;

-- Every sign-in, permission change, export and customer look-up. Nobody but the owner of the schema can change a row.
create table staff.audit (
  id uuid primary key, shop_id uuid not null, at timestamptz not null, actor uuid, action text not null, subject text, details jsonb not null default '{}'
);
create index audit_newest on staff.audit (shop_id, id desc);
select platform.protect('staff.audit');
grant select, insert on staff.audit to fivehearts_app, fivehearts_system;

-- Settings keep their history: the newest row of a key is in force.
create table staff.settings (
  id uuid primary key, shop_id uuid not null references staff.shops, key text not null, value jsonb not null, by uuid, at timestamptz not null
);
create index settings_newest on staff.settings (shop_id, key, id desc);
select platform.protect('staff.settings');
grant select, insert on staff.settings to fivehearts_app, fivehearts_system;

create table staff.calendars (
  shop_id uuid primary key references staff.shops, calendar jsonb not null, version int not null default 1, changed_at timestamptz not null, changed_by uuid
);
select platform.protect('staff.calendars');
grant select, insert, update on staff.calendars to fivehearts_app, fivehearts_system;

insert into platform.personal_data values
  ('staff.accounts', 'email', 'email', 'blank'), ('staff.accounts', 'name', 'name', 'blank'),
  ('staff.accounts', 'password_hash', 'credential', 'blank'), ('staff.accounts', 'totp_secret', 'credential', 'remove'),
  ('staff.accounts', 'totp_pending', 'credential', 'remove'), ('staff.accounts', 'recovery_hashes', 'credential', 'remove'),
  ('staff.sessions', 'agent', 'technical', 'expires'), ('staff.sessions', 'token_hash', 'credential', 'expires'),
  ('staff.sign_in_failures', 'email_hash', 'technical', 'expires'), ('staff.audit', 'details', 'technical', 'expires'), ('staff.memberships', 'display_name', 'name', 'blank'),
  ('staff.invitations', 'email', 'email', 'expires'), ('staff.invitations', 'display_name', 'name', 'expires'), ('staff.invitations', 'token_hash', 'credential', 'expires'),
  ('staff.stores', 'widget_secret', 'credential', 'remove');

create view staff.v_members with (security_invoker = true) as
  select id, shop_id, account_id, display_name, roles, presence, presence_since, cap, left_at from staff.memberships;
create view staff.v_stores with (security_invoker = true) as
  select id, shop_id, name, platform, currency, time_zone, widget_key from staff.stores;
-- Until somebody is assigned, the duty lead owns: the one named, else a lead on the desk, else any lead, else an owner. Never nobody.
create view staff.v_duty_lead with (security_invoker = true) as
  select s.id as shop_id, coalesce(
    (select m.id from staff.memberships m where m.id = s.duty_lead_id and m.left_at is null),
    (select m.id from staff.memberships m where m.shop_id = s.id and m.left_at is null and m.roles && array['lead','owner']
      order by (m.presence = 'on') desc, ('lead' = any (m.roles)) desc, m.joined_at limit 1)) as member_id
  from staff.shops s;
-- How far a shop has come with setting up: how old it is, and whether its hours were ever looked at.
create view staff.v_set_up with (security_invoker = true) as
  select s.id as shop_id, s.created_at, coalesce(c.version, 1) as calendar_version from staff.shops s left join staff.calendars c on c.shop_id = s.id;
grant select on staff.v_members, staff.v_stores, staff.v_duty_lead, staff.v_set_up to fivehearts_app, fivehearts_system;
