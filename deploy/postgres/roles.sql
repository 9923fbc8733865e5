-- Roles of the database. Run as its owner after each `dument migrate`, as often as you like:
--   psql -v ON_ERROR_STOP=1 -d dument -f deploy/postgres/roles.sql
-- dument_owner   owns the tables, migrates, is not used otherwise (name it as you like: whoever runs this file)
-- dument_app     web and workers: reads, adds; can change or delete neither journal, papers, consents nor receipts
-- dument_retention  empties words and journal bodies of cases whose time is over, deletes drafts, and nothing else
-- dument_backup  reads everything
-- Give each a password or a certificate apart: ALTER ROLE dument_app PASSWORD '…';
BEGIN;

DO $$
DECLARE named text;
BEGIN
  FOREACH named IN ARRAY ARRAY['dument_app', 'dument_retention', 'dument_backup'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = named) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', named);
    END IF;
  END LOOP;
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO dument_app, dument_retention, dument_backup;

-- The application: everything, then less.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO dument_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO dument_app;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO dument_app;
REVOKE UPDATE, DELETE, TRUNCATE ON
  journal_event, journal_eventbody, journal_seal, journal_sealedhead, journal_sealedpaper,
  cases_answer, cases_consent, cases_decision, cases_outcome, cases_proposal, cases_instalment,
  documents_document, money_receipt, money_receiptcancellation, desk_registerentry, keeping_purge, accounts_memberevent,
  accounts_accountevent
FROM dument_app;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM dument_app;
-- A table made by a later migration is closed to changes until this file is run again.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT ON TABLES TO dument_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO dument_app;

-- Retention: reads the tables of cases; empties words (a trigger refuses any other change of what is kept for
-- good); deletes drafts, old readings; writes down what it erased. Files are erased by workers.
DO $$
DECLARE named text;
BEGIN
  FOR named IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
    AND tablename ~ '^(cases|desk|exchanges|journal|documents|money|outbox|keeping|accounts_office)' LOOP
    EXECUTE format('GRANT SELECT ON %I TO dument_retention', named);
  END LOOP;
END $$;
GRANT UPDATE (content) ON journal_eventbody TO dument_retention;
GRANT UPDATE (basis, dispatch_proof, purged_on) ON cases_case TO dument_retention;
GRANT UPDATE (number) ON cases_letternumber TO dument_retention;
GRANT UPDATE (solidarity_basis) ON cases_claim TO dument_retention;
GRANT UPDATE (name, protection, siren, address, postcode, insee, city, email, phone) ON cases_party TO dument_retention;
GRANT UPDATE (label) ON cases_claimline TO dument_retention;
GRANT UPDATE (name) ON cases_evidence TO dument_retention;
GRANT UPDATE (said_by, authority, text) ON cases_answer TO dument_retention;
GRANT UPDATE (said_by, text) ON cases_reportedfact TO dument_retention;
GRANT UPDATE (said_by, authority, written) ON cases_consent TO dument_retention;
GRANT UPDATE (words) ON money_receiptcancellation TO dument_retention;
GRANT UPDATE (reason) ON cases_decision, keeping_legalhold TO dument_retention;
GRANT UPDATE (named) ON cases_enforcer TO dument_retention;
GRANT UPDATE (given) ON desk_preparation TO dument_retention;
GRANT UPDATE (by_name, text, file_name) ON exchanges_exchange TO dument_retention;
GRANT UPDATE (proof, problem) ON outbox_message TO dument_retention;
GRANT DELETE ON cases_claim, cases_case, cases_party, cases_claimline, cases_interestline, cases_evidence, cases_margin,
  keeping_reading TO dument_retention;
GRANT INSERT ON keeping_purge, keeping_discarded TO dument_retention;
GRANT INSERT, UPDATE ON outbox_reconcilerrun TO dument_retention;

-- Backups read everything, behind no wall.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO dument_backup;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO dument_backup;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO dument_backup;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON SEQUENCES TO dument_backup;
ALTER ROLE dument_backup BYPASSRLS;

-- What a role may take: no transaction of a page lasts, no lock is waited for long.
ALTER ROLE dument_app SET statement_timeout = '60s';
ALTER ROLE dument_app SET lock_timeout = '10s';
ALTER ROLE dument_app SET idle_in_transaction_session_timeout = '60s';

COMMIT;
