-- As in 0002, and how the claimant is compared changes with the claimant.
CREATE OR REPLACE FUNCTION desk_quote_is_text() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free text[] := '{claimant,claimant_key,manner,stance,note,version,removed_at}';
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
