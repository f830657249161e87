-- Roles and schemas for Chorus on PostgreSQL: a login role for each room, which owns one schema and may do nothing elsewhere.
-- Run once, as a superuser, in a database made for Chorus:
--   createdb chorus
--   psql chorus -v accounts_password=… -v issuance_password=… -v collection_password=… -v sealed_password=… -f config/postgres.sql
-- `-v prefix=…` names the roles otherwise than chorus_accounts, chorus_issuance, chorus_collection and chorus_sealed.
\set ON_ERROR_STOP on
\if :{?prefix} \else \set prefix chorus \endif
\set accounts :prefix _accounts
\set issuance :prefix _issuance
\set collection :prefix _collection
\set sealed :prefix _sealed

BEGIN;
CREATE ROLE :"accounts" LOGIN PASSWORD :'accounts_password';
CREATE ROLE :"issuance" LOGIN PASSWORD :'issuance_password';
CREATE ROLE :"collection" LOGIN PASSWORD :'collection_password';
CREATE ROLE :"sealed" LOGIN PASSWORD :'sealed_password';

-- Nobody but the four may connect, and nobody may make anything in `public`.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
SELECT current_database() AS this \gset
REVOKE ALL ON DATABASE :"this" FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE :"this" TO :"accounts", :"issuance", :"collection", :"sealed";

-- A schema with the role's own name is the one that it works in.
CREATE SCHEMA AUTHORIZATION :"accounts";
CREATE SCHEMA AUTHORIZATION :"issuance";
CREATE SCHEMA AUTHORIZATION :"collection";
CREATE SCHEMA AUTHORIZATION :"sealed";

-- So that the rooms can clear the write-ahead log of the order in which they wrote (PostgreSQL 15 or newer).
GRANT pg_checkpoint TO :"accounts", :"issuance", :"collection", :"sealed";
GRANT EXECUTE ON FUNCTION pg_switch_wal() TO :"accounts", :"issuance", :"collection", :"sealed";

-- What the server would count, show or log of what they do.
SELECT format('ALTER ROLE %I SET %s', role, setting)
FROM unnest(ARRAY[:'accounts', :'issuance', :'collection', :'sealed']) AS role, unnest(ARRAY[
    'track_counts = off', 'track_functions = none', 'track_activities = off', 'log_statement = none', 'log_duration = off',
    'log_error_verbosity = terse',
    'log_min_duration_statement = -1', 'log_min_duration_sample = -1', 'log_transaction_sample_rate = 0',
    'log_parameter_max_length_on_error = 0', 'log_min_error_statement = panic']) AS setting \gexec
COMMIT;

-- For the whole server, in postgresql.conf: archive_mode = off, wal_recycle = off, wal_keep_size = 0, log_checkpoints = off,
-- log_connections = off, log_disconnections = off, track_commit_timestamp = off. docs/decisions/0006-postgresql.md says why.
