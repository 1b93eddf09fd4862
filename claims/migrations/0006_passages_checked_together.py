from django.db import migrations

# The same check as before, once for all passages of a statement: the text is unpacked once, not once a passage.
SQL = """
DROP TRIGGER passage_is_text ON claims_passage;
DROP FUNCTION desk_passage_is_text();
CREATE FUNCTION desk_passages_are_text() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE made record; body text; of_revision bigint;
BEGIN
  FOR made IN SELECT revision_id, start, "end", text FROM inserted ORDER BY revision_id LOOP
    IF of_revision IS DISTINCT FROM made.revision_id THEN
      SELECT text || '' INTO body FROM claims_revision WHERE id = made.revision_id;
      of_revision := made.revision_id;
    END IF;
    IF substr(body, made.start + 1, made."end" - made.start) IS DISTINCT FROM made.text THEN
      RAISE EXCEPTION 'the passage is not the text at its offsets' USING ERRCODE = 'check_violation';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER passages_are_text AFTER INSERT ON claims_passage
  REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION desk_passages_are_text();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_judging")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
