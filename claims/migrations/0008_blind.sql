-- A blind second verdict is given once, by another than who proposed; settled once, by neither.
CREATE FUNCTION desk_blind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE proposer bigint;
BEGIN
  SELECT proposed_by_id INTO proposer FROM claims_verdict WHERE id = NEW.verdict_id;
  IF proposer IN (NEW.by_id, NEW.settled_by_id) THEN
    RAISE EXCEPTION 'the proposer has no part in the blind second verdict' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD.settled_at IS NOT NULL OR OLD.given_at IS NOT NULL AND
      (to_jsonb(NEW) - '{settled_by_id,settled_note,settled_at}'::text[])
      IS DISTINCT FROM (to_jsonb(OLD) - '{settled_by_id,settled_note,settled_at}'::text[])) THEN
    RAISE EXCEPTION 'a blind verdict is given and settled once' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER once BEFORE INSERT OR UPDATE ON claims_blindverdict FOR EACH ROW EXECUTE FUNCTION desk_blind();

-- Nobody decides on a verdict before its blind second is there or waived, nor signs what the two differ in.
CREATE FUNCTION desk_sign_off_waits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v claims_verdict;
BEGIN
  SELECT * INTO v FROM claims_verdict WHERE id = NEW.verdict_id;
  IF EXISTS (SELECT FROM claims_blindverdict b JOIN claims_verdict of ON of.id = b.verdict_id
      WHERE of.claim_id = v.claim_id AND b.settled_at IS NULL
      AND (b.given_at IS NULL OR (NEW.decision = 'signed' AND b.rating_id <> v.rating_id))) THEN
    RAISE EXCEPTION 'the blind second verdict is missing, or what it differs in is not settled' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER waits BEFORE INSERT ON claims_signoff FOR EACH ROW EXECUTE FUNCTION desk_sign_off_waits();
