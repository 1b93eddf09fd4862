-- Where a span stands in a later revision is written once: the words are that revision's, and one person judges it once.
CREATE FUNCTION desk_anchoring() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.start IS NOT NULL AND (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start) FROM claims_revision
        WHERE id = NEW.revision_id) IS DISTINCT FROM NEW.quote THEN
      RAISE EXCEPTION 'the quote is not the text at its offsets' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (to_jsonb(NEW) - '{decision,decided_by_id,decided_at}'::text[])
      IS DISTINCT FROM (to_jsonb(OLD) - '{decision,decided_by_id,decided_at}'::text[]) OR OLD.decision <> '' THEN
    RAISE EXCEPTION 'an anchoring is only judged, once' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER once BEFORE INSERT OR UPDATE ON claims_anchoring FOR EACH ROW EXECUTE FUNCTION desk_anchoring();
CREATE TRIGGER kept BEFORE DELETE ON claims_anchoring FOR EACH ROW EXECUTE FUNCTION desk_refuse();
CREATE TRIGGER kept_whole BEFORE TRUNCATE ON claims_anchoring FOR EACH STATEMENT EXECUTE FUNCTION desk_refuse();
CREATE TRIGGER kept BEFORE DELETE ON claims_apitoken FOR EACH ROW EXECUTE FUNCTION desk_refuse();
