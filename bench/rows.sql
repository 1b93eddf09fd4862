-- {n} claims in {n} / 20 articles, as the desk would have made them; triggers are off for the one who loads this.
INSERT INTO claims_outlet (id, name, domain, aliases) OVERRIDING SYSTEM VALUE
  SELECT 1000 + i, 'Outlet ' || i, 'outlet' || i || '.example', '{{}}' FROM generate_series(1, 40) i;
INSERT INTO claims_raw (sha256, content, size) SELECT encode(sha256(i::text::bytea), 'hex'), i::text::bytea, 4
  FROM generate_series(1, {n} / 20) i;
INSERT INTO claims_article (id, address, outlet_id) OVERRIDING SYSTEM VALUE
  SELECT i, 'file:/articles/' || i || '.txt', 1001 + i % 40 FROM generate_series(1, {n} / 20) i;
INSERT INTO claims_revision (id, article_id, number, raw_id, title, byline, published_on, published_origin, dates,
    language, text, text_rules, sentences, removed) OVERRIDING SYSTEM VALUE
  SELECT i, i, 1, encode(sha256(i::text::bytea), 'hex'), 'Report ' || i || ' on the dam', '[]', '2024-03-12', 'byline',
    '[]', 'en', repeat('Twelve people were killed when the dam above Harrow burst on Tuesday night. ', 20), 1, '[]', '[]'
  FROM generate_series(1, {n} / 20) i;
UPDATE claims_article SET current_id = id;
INSERT INTO claims_topic (id, name, note) OVERRIDING SYSTEM VALUE SELECT i, 'Topic ' || i, '' FROM generate_series(1, 20) i;
INSERT INTO claims_person_topics (person_id, topic_id)
  SELECT p.id, 1 + (p.id + i) % 20 FROM claims_person p, generate_series(1, 3) i;
INSERT INTO claims_story (id, title, note) OVERRIDING SYSTEM VALUE
  SELECT i, 'The dam above Harrow, day ' || i, '' FROM generate_series(1, {n} / 100) i;
INSERT INTO claims_claim (id, wording, kind, claimant, state, version, score, found_because, priority, reasons, by_hand,
    article_id, figures_said, assignee_id, supports, contradicts, context, origins, passages_made, added_at, topic_id,
    story_id, due_at, snoozed_until)
    OVERRIDING SYSTEM VALUE
  SELECT i, 'Twelve people were killed when the dam above Harrow burst on Tuesday night (' || i || ')', 'quantity',
    'the mayor of Harrow', CASE WHEN i % 10 = 0 THEN 'published' WHEN i % 10 = 1 THEN 'dismissed'
      WHEN i % 10 = 2 THEN 'review' WHEN i % 10 < 6 THEN 'queued' ELSE 'new' END, 2, i % 1000, '["names a figure"]',
    i % 1000, '["names a figure", "said by an official"]', false, 1 + i % ({n} / 20), '12 killed',
    CASE WHEN i % 7 = 0 THEN (SELECT min(id) FROM claims_person) END, i % 3 % 2, i % 5 % 2, 0,
    i % 3 % 2 + i % 5 % 2, 2, now() - i * interval '1 minute', CASE WHEN i % 4 = 0 THEN 1 + i / 4 % 20 END,
    CASE WHEN i % 3 = 0 THEN 1 + i % ({n} / 100) END,
    CASE WHEN i % 8 = 0 THEN now() + (i % 9000 - 3000) * interval '1 minute' END,
    CASE WHEN i % 10 = 4 AND i % 3 = 0 THEN now() + interval '7 days' END
  FROM generate_series(1, {n}) i;
INSERT INTO claims_mention (claim_id, revision_id, start, "end", quote, prefix, suffix, claimant, manner, backend)
  SELECT i, 1 + i % ({n} / 20), 0, 13, 'Twelve people', '', '', 'the mayor of Harrow', 'quoted', 'builtin'
  FROM generate_series(1, {n}) i;
INSERT INTO claims_evidence (claim_id, revision_id, start, "end", quote, prefix, suffix, number, stance, note, version,
    attached_by_id)
  SELECT i, 1 + i % ({n} / 20), 0, 13, 'Twelve people', '', '', 1, 'supports', '', 1, (SELECT min(id) FROM claims_person)
  FROM generate_series(1, {n}) i WHERE i % 3 % 2 = 1;
INSERT INTO claims_event (claim_id, action, before, after, note, data)
  SELECT i, 'find', '', 'new', '', '{{}}' FROM generate_series(1, {n}) i;
SELECT setval(pg_get_serial_sequence('claims_claim', 'id'), {n});
SELECT setval(pg_get_serial_sequence('claims_story', 'id'), {n} / 100);
ANALYZE;
