-- {n} passages in {n} / 10 articles and {n} / 10 claims, under the words that the loader has put into `made`.
INSERT INTO claims_outlet (id, name, domain, aliases) OVERRIDING SYSTEM VALUE
  SELECT 1000 + i, 'Outlet ' || i, 'outlet' || i || '.example', '{{}}' FROM generate_series(1, 40) i;
INSERT INTO claims_raw (sha256, content, size) VALUES (repeat('0', 64), 'none', 4);
INSERT INTO claims_article (id, address, outlet_id) OVERRIDING SYSTEM VALUE
  SELECT i, 'file:/articles/' || i || '.txt', 1001 + i % 40 FROM generate_series(1, {n} / 10) i;
INSERT INTO claims_revision (id, article_id, number, raw_id, title, byline, published_on, published_origin, dates,
    language, text, text_rules, sentences, removed) OVERRIDING SYSTEM VALUE
  SELECT i, i, 1, repeat('0', 64), left(text, 60), '[]', date '2026-11-21' - (i % 700), 'byline', '[]', 'en', text, 1,
    '[]', '[]' FROM made WHERE i <= {n} / 10;
UPDATE claims_article SET current_id = id;
DROP INDEX passage_words;
INSERT INTO claims_passage (revision_id, start, "end", text)
  SELECT 1 + i % ({n} / 10), 1000 * (i / ({n} / 10)), 1000 * (i / ({n} / 10)) + length(text), text FROM made ORDER BY i;
CREATE INDEX passage_words ON claims_passage USING gin (words) WITH (gin_pending_list_limit = 256);
INSERT INTO claims_claim (wording, kind, claimant, state, version, score, found_because, priority, reasons, by_hand,
    article_id, figures_said, supports, contradicts, context, passages_made, added_at)
  SELECT left(text, 90), 'event', (ARRAY['Hanne Brisk', 'Rafe Lindgren', 'Odile Marsh', 'the mayor'])[1 + i % 4], 'queued',
    2, i % 1000, '[]', i % 1000, '[]', false, i, '', 0, 0, 0, 0, now() - i * interval '1 minute'
  FROM made WHERE i <= {n} / 10;
INSERT INTO claims_verdict (claim_id, number, rating_id, rationale, public_note, proposed_by_id, frozen, digest, standing)
  SELECT c.id, 1, (SELECT min(id) FROM claims_rating), left(text, 200), '', (SELECT min(id) FROM claims_person), '{{}}', '', 'void'
  FROM claims_claim c JOIN made ON made.i = c.article_id WHERE c.id % 10 = 0;
INSERT INTO claims_event (claim_id, action, before, after, note, data, at)
  SELECT id, 'find', '', 'new', '', '{{}}', added_at FROM claims_claim;
INSERT INTO claims_claimant (name, kind, note) SELECT 'Board ' || word, 'body', '' FROM vocabulary LIMIT 5000;
INSERT INTO claims_claimantname (claimant_id, name, folded) SELECT id, name, lower(name) FROM claims_claimant;
DROP TABLE made;
