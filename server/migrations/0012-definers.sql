-- Whoever imports may make temporary tables, and unless a path names it the schema of those is searched first: a function
-- that works with another's rights would take them for the catalogue's. So it comes last, everywhere.
alter function platform.ensure_partitions(regclass, timestamptz, int) set search_path = pg_catalog, pg_temp;
alter function customers.find_names(uuid, text, int[], int) set search_path = pg_catalog, pg_temp;
alter function orders.refresh_statistics(int) set search_path = pg_catalog, pg_temp;
