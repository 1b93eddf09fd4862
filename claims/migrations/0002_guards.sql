-- The last line of the rules that must always hold, for whoever reaches the database.

CREATE FUNCTION desk_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: its rows are kept as they were written', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

-- Kept for ever as written.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['raw', 'revision', 'passage', 'event', 'signoff', 'publication'] LOOP
    EXECUTE format('CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON claims_%s FOR EACH ROW EXECUTE FUNCTION desk_refuse()', name);
    EXECUTE format('CREATE TRIGGER kept_whole BEFORE TRUNCATE ON claims_%s FOR EACH STATEMENT EXECUTE FUNCTION desk_refuse()', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['verdict', 'evidence', 'retraction', 'claim', 'mention'] LOOP
    EXECUTE format('CREATE TRIGGER kept BEFORE DELETE ON claims_%s FOR EACH ROW EXECUTE FUNCTION desk_refuse()', name);
    EXECUTE format('CREATE TRIGGER kept_whole BEFORE TRUNCATE ON claims_%s FOR EACH STATEMENT EXECUTE FUNCTION desk_refuse()', name);
  END LOOP;
END $$;

-- A quote is the text at its offsets. Never moves afterwards: only what is said of it, and its removal, change.
CREATE FUNCTION desk_quote_is_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - '{claimant,manner,stance,note,version,removed_at}'::text[])
      IS DISTINCT FROM (to_jsonb(OLD) - '{claimant,manner,stance,note,version,removed_at}'::text[]) THEN
    RAISE EXCEPTION 'a span of % never moves', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'INSERT' AND (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start) FROM claims_revision
      WHERE id = NEW.revision_id) IS DISTINCT FROM NEW.quote THEN
    RAISE EXCEPTION 'the quote is not the text at its offsets' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER quote_is_text BEFORE INSERT OR UPDATE ON claims_mention FOR EACH ROW EXECUTE FUNCTION desk_quote_is_text();
CREATE TRIGGER quote_is_text BEFORE INSERT OR UPDATE ON claims_evidence FOR EACH ROW EXECUTE FUNCTION desk_quote_is_text();

-- What waits for a second person or was signed stays as it was submitted; what was removed stays removed.
CREATE FUNCTION desk_evidence_rests() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.removed_at IS NOT NULL THEN
    RAISE EXCEPTION 'a removed passage stays as it was' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (SELECT state FROM claims_claim WHERE id = NEW.claim_id) IN ('review', 'signed') THEN
    RAISE EXCEPTION 'the evidence of a submitted verdict rests' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rests BEFORE INSERT OR UPDATE ON claims_evidence FOR EACH ROW EXECUTE FUNCTION desk_evidence_rests();

CREATE FUNCTION desk_passage_is_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start) FROM claims_revision
      WHERE id = NEW.revision_id) IS DISTINCT FROM NEW.text THEN
    RAISE EXCEPTION 'the passage is not the text at its offsets' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER passage_is_text BEFORE INSERT ON claims_passage FOR EACH ROW EXECUTE FUNCTION desk_passage_is_text();

-- A verdict is frozen; its standing walks one way, signed only by another person's signature over this very digest.
CREATE FUNCTION desk_verdict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.standing <> 'submitted' THEN
      RAISE EXCEPTION 'a verdict starts as submitted' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (to_jsonb(NEW) - 'standing') IS DISTINCT FROM (to_jsonb(OLD) - 'standing') THEN
    RAISE EXCEPTION 'a verdict is frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.standing <> OLD.standing AND (OLD.standing, NEW.standing) NOT IN (
      ('submitted', 'signed'), ('submitted', 'returned'), ('submitted', 'void'), ('signed', 'void'),
      ('signed', 'published'), ('published', 'replaced'), ('published', 'retracted')) THEN
    RAISE EXCEPTION 'a verdict that is % can not become %', OLD.standing, NEW.standing USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.standing IN ('signed', 'published') AND NOT EXISTS (SELECT FROM claims_signoff s WHERE s.verdict_id = NEW.id
      AND s.decision = 'signed' AND s.by_id <> NEW.proposed_by_id AND s.digest = NEW.digest) THEN
    RAISE EXCEPTION 'no second person signed this verdict' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER walks BEFORE INSERT OR UPDATE ON claims_verdict FOR EACH ROW EXECUTE FUNCTION desk_verdict();

CREATE FUNCTION desk_sign_off() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v claims_verdict;
BEGIN
  SELECT * INTO v FROM claims_verdict WHERE id = NEW.verdict_id;
  IF v.proposed_by_id = NEW.by_id THEN
    RAISE EXCEPTION 'the proposer can not decide on the own verdict' USING ERRCODE = 'check_violation';
  END IF;
  IF v.digest <> NEW.digest OR v.standing <> 'submitted' THEN
    RAISE EXCEPTION 'the decision does not cover the verdict as submitted' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER by_another BEFORE INSERT ON claims_signoff FOR EACH ROW EXECUTE FUNCTION desk_sign_off();

CREATE FUNCTION desk_publication() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v claims_verdict;
BEGIN
  SELECT * INTO v FROM claims_verdict WHERE id = NEW.verdict_id;
  IF v.standing <> 'published' OR v.claim_id <> NEW.claim_id OR v.frozen IS DISTINCT FROM NEW.frozen THEN
    RAISE EXCEPTION 'only what was signed can be published' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER of_signed BEFORE INSERT ON claims_publication FOR EACH ROW EXECUTE FUNCTION desk_publication();

CREATE FUNCTION desk_retraction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.confirmed_by_id IS NOT NULL OR NEW.declined_by_id IS NOT NULL THEN
      RAISE EXCEPTION 'a retraction is first asked for' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (to_jsonb(NEW) - '{confirmed_by_id,confirmed_at,declined_by_id,declined_at}'::text[])
      IS DISTINCT FROM (to_jsonb(OLD) - '{confirmed_by_id,confirmed_at,declined_by_id,declined_at}'::text[])
      OR OLD.confirmed_by_id IS NOT NULL OR OLD.declined_by_id IS NOT NULL THEN
    RAISE EXCEPTION 'a retraction is only confirmed or declined, once' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER once BEFORE INSERT OR UPDATE ON claims_retraction FOR EACH ROW EXECUTE FUNCTION desk_retraction();

-- The edges of the workflow (claims/states.py; a test holds the two against each other).
CREATE TABLE claims_edge (before varchar(12), after varchar(12) NOT NULL, UNIQUE NULLS NOT DISTINCT (before, after));
INSERT INTO claims_edge VALUES
  (NULL, 'new'), (NULL, 'queued'),
  ('new', 'queued'), ('new', 'dismissed'), ('new', 'working'), ('new', 'merged'),
  ('queued', 'dismissed'), ('queued', 'working'), ('queued', 'merged'),
  ('working', 'queued'), ('working', 'dismissed'), ('working', 'review'), ('working', 'merged'),
  ('review', 'working'), ('review', 'signed'), ('signed', 'working'), ('signed', 'published'),
  ('published', 'retracted'), ('dismissed', 'queued'), ('merged', 'queued');

CREATE FUNCTION desk_claim_walks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE was varchar;
BEGIN
  was := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE OLD.state END;
  IF NEW.state IS DISTINCT FROM was AND NOT EXISTS (
      SELECT FROM claims_edge WHERE before IS NOT DISTINCT FROM was AND after = NEW.state) THEN
    RAISE EXCEPTION 'no step leads from % to %', was, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER walks BEFORE INSERT OR UPDATE OF state ON claims_claim FOR EACH ROW EXECUTE FUNCTION desk_claim_walks();

CREATE FUNCTION desk_wording_rests() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('review', 'signed') AND (NEW.wording, NEW.claimant, NEW.said_on)
      IS DISTINCT FROM (OLD.wording, OLD.claimant, OLD.said_on) THEN
    RAISE EXCEPTION 'the wording under a submitted verdict rests' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER wording_rests BEFORE UPDATE OF wording, claimant, said_on ON claims_claim
  FOR EACH ROW EXECUTE FUNCTION desk_wording_rests();

-- What a state promises, asked at commit of claims and of verdicts: each stands where the other says it does.
CREATE FUNCTION desk_claim_keeps(claim bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE now_state text; wanted text; strays text[];
BEGIN
  SELECT state INTO now_state FROM claims_claim WHERE id = claim;
  wanted := CASE now_state WHEN 'review' THEN 'submitted' WHEN 'signed' THEN 'signed'
    WHEN 'published' THEN 'published' WHEN 'retracted' THEN 'retracted' END;
  IF wanted IS NOT NULL AND NOT EXISTS (SELECT FROM claims_verdict WHERE claim_id = claim AND standing = wanted) THEN
    RAISE EXCEPTION 'claim % is % without such a verdict', claim, now_state USING ERRCODE = 'check_violation';
  END IF;
  strays := ARRAY['submitted', 'signed', 'published', 'retracted'];
  strays := CASE now_state WHEN 'published' THEN ARRAY['retracted'] ELSE array_remove(strays, wanted) END;
  IF EXISTS (SELECT FROM claims_verdict WHERE claim_id = claim AND standing = ANY (strays)) THEN
    RAISE EXCEPTION 'claim % is % and a verdict of it is not', claim, now_state USING ERRCODE = 'check_violation';
  END IF;
  IF now_state = 'retracted' AND NOT EXISTS (
      SELECT FROM claims_retraction WHERE claim_id = claim AND confirmed_by_id IS NOT NULL) THEN
    RAISE EXCEPTION 'claim % is retracted and no second person confirmed it', claim USING ERRCODE = 'check_violation';
  END IF;
END $$;

CREATE FUNCTION desk_claim_promises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM desk_claim_keeps(NEW.id);
  IF NOT EXISTS (SELECT FROM claims_event WHERE claim_id = NEW.id AND after = NEW.state AND at >= now()
      AND before = CASE WHEN TG_OP = 'INSERT' THEN '' ELSE OLD.state END) THEN
    RAISE EXCEPTION 'claim % moved to % without an event', NEW.id, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER promises AFTER INSERT OR UPDATE OF state ON claims_claim
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION desk_claim_promises();

CREATE FUNCTION desk_verdict_promises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM desk_claim_keeps(NEW.claim_id);
  IF NEW.standing = 'published' AND NOT EXISTS (SELECT FROM claims_publication WHERE verdict_id = NEW.id) THEN
    RAISE EXCEPTION 'verdict % is published without a publication', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER promises AFTER INSERT OR UPDATE OF standing ON claims_verdict
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION desk_verdict_promises();
