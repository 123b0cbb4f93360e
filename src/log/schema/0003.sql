-- A million cases: pages, counts and completion read indexes alone; words are found while they are typed.

-- All that a list may be narrowed by, so that rows are only read for the cases that are shown.
DROP INDEX case_newest;
CREATE INDEX case_list ON case_row(
  happened, case_id, is_open, number, owner, kind, severity, outcome, cause, customer
);
-- Closed cases too: for completion and counts.
DROP INDEX case_owner;
CREATE INDEX case_owner ON case_row(owner, is_open, happened);
CREATE INDEX case_cause ON case_row(cause, happened) WHERE cause IS NOT NULL;
CREATE INDEX interaction_agent ON interaction(agent, began);

-- What is looked for by a text is its case; a case has few texts.
DROP INDEX text_case;
CREATE INDEX text_case ON text(case_id);

-- Beginnings of two letters have entries of their own; longer ones are looked up in the words (`words.rs`).
DROP TABLE text_fts;
CREATE VIRTUAL TABLE text_fts USING fts5(
  words, content='text', content_rowid='key', tokenize='unicode61 remove_diacritics 2', prefix='2'
);
INSERT INTO text_fts(text_fts, rank) VALUES('secure-delete', 1);
INSERT INTO text_fts(text_fts) VALUES('rebuild');
CREATE VIRTUAL TABLE text_word USING fts5vocab(text_fts, instance);
