-- What is searched beside passages. As indexes on expressions: a column of its own would rewrite every claim.
CREATE INDEX claim_words ON claims_claim USING gin (to_tsvector('desk'::regconfig, wording || ' ' || claimant))
  WITH (gin_pending_list_limit = 256);
CREATE INDEX verdict_words ON claims_verdict USING gin (to_tsvector('desk'::regconfig, rationale))
  WITH (gin_pending_list_limit = 256);
CREATE INDEX title_words ON claims_revision USING gin (to_tsvector('desk'::regconfig, title))
  WITH (gin_pending_list_limit = 256);
CREATE INDEX claimant_name_parts ON claims_claimantname USING gin (folded gin_trgm_ops);
-- Each search reads all that an index has put off to take in.
ALTER INDEX passage_words SET (gin_pending_list_limit = 256);

-- Words as they are written, for finding the one that was meant.
CREATE TEXT SEARCH CONFIGURATION desk_words (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION desk_words
  ALTER MAPPING FOR hword, hword_part, word, asciihword, hword_asciipart, asciiword WITH unaccent, simple;

-- The ids of what matches, newest first. The newest rows are asked first, then ten times as many, then all: a common
-- word is found often enough among the first, and of a rare one there is little anywhere. Nothing but the index may
-- be read: what is guessed wrong about a word must not lead to reading a whole table.
CREATE FUNCTION desk_newest(source text, query tsquery, most int) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE ROWS 300
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off SET jit = off AS $$
DECLARE
  place text := CASE source WHEN 'passages' THEN 'claims_passage' WHEN 'claims' THEN 'claims_claim'
    WHEN 'verdicts' THEN 'claims_verdict' WHEN 'articles' THEN 'claims_revision' END;
  words text := CASE source WHEN 'passages' THEN 'words'
    WHEN 'claims' THEN 'to_tsvector(''desk''::regconfig, wording || '' '' || claimant)'
    WHEN 'verdicts' THEN 'to_tsvector(''desk''::regconfig, rationale)'
    WHEN 'articles' THEN 'to_tsvector(''desk''::regconfig, title)' END;
  -- Whether words stand beside one another is asked of these alone, by whoever calls: the index does not know.
  loose tsquery := CASE WHEN query::text LIKE '%!%' THEN query
    ELSE regexp_replace(query::text, '<(-|\d+)>', '&', 'g')::tsquery END;
  last bigint;
  floor bigint;
  found bigint[] := '{}';
  more bigint[];
BEGIN
  IF querytree(loose) IN ('', 'T') THEN RETURN; END IF;  -- nothing but words that are not to be there
  EXECUTE format('SELECT coalesce(max(id), 0) FROM %I', place) INTO last;
  FOREACH floor IN ARRAY ARRAY[greatest(last - 20000, 0), greatest(last - 200000, 0), 0] LOOP
    EXIT WHEN last <= floor;
    EXECUTE format('SELECT array(SELECT id FROM (SELECT id FROM %I WHERE %s @@ $1 AND id > $2 AND id <= $3 LIMIT 20000)
      AS few ORDER BY id DESC LIMIT $4)', place, words) INTO more USING loose, floor, last, most - cardinality(found);
    found := found || more;
    EXIT WHEN cardinality(found) >= most;
    last := floor;
  END LOOP;
  RETURN QUERY SELECT unnest(found);
END $$;
