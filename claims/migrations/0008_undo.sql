-- What a person takes back: a removed passage returns under its number, with the event of that undoing and no other change.
CREATE OR REPLACE FUNCTION desk_evidence_rests() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.removed_at IS NOT NULL AND (
      NEW.removed_at IS NOT NULL
      OR (to_jsonb(NEW) - '{removed_at,version}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{removed_at,version}'::text[])
      OR NOT EXISTS (SELECT FROM claims_event WHERE claim_id = NEW.claim_id AND action = 'undo' AND at >= now())) THEN
    RAISE EXCEPTION 'a removed passage stays as it was' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (SELECT state FROM claims_claim WHERE id = NEW.claim_id) IN ('review', 'signed') THEN
    RAISE EXCEPTION 'the evidence of a submitted verdict rests' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- A quote is the text at its offsets, of suggestions too. Never moves: only what is said of it and decided on it changes.
CREATE OR REPLACE FUNCTION desk_quote_is_text() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE free text[] := '{claimant,claimant_key,manner,stance,note,version,removed_at,decision,decided_by_id,decided_at,evidence_id}';
BEGIN
  IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - free) IS DISTINCT FROM (to_jsonb(OLD) - free) THEN
    RAISE EXCEPTION 'a span of % never moves', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'INSERT' AND (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start) FROM claims_revision
      WHERE id = NEW.revision_id) IS DISTINCT FROM NEW.quote THEN
    RAISE EXCEPTION 'the quote is not the text at its offsets' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER quote_is_text BEFORE INSERT OR UPDATE ON claims_suggestion FOR EACH ROW EXECUTE FUNCTION desk_quote_is_text();

INSERT INTO claims_edge VALUES ('dismissed', 'new'), ('merged', 'new');
