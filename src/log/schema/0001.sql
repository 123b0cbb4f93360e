-- Facts. Never changed, never deleted: the triggers guard against our own mistakes, they are no lock.

CREATE TABLE meta(
  only INTEGER PRIMARY KEY CHECK(only = 1),
  log BLOB NOT NULL,                 -- this file's own id
  hlc INTEGER NOT NULL,              -- the latest clock stamp
  next_number INTEGER NOT NULL,      -- the next case is C-<this>
  epoch INTEGER NOT NULL             -- raised when stored bodies or the fold change: what is cached must be read again
) STRICT;

CREATE TABLE stream(
  id BLOB PRIMARY KEY,
  login TEXT NOT NULL,
  installation BLOB NOT NULL,
  mine INTEGER NOT NULL,             -- may its installation still append to it?
  n INTEGER NOT NULL,
  head BLOB NOT NULL,
  pushed INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX stream_mine ON stream(installation, login) WHERE mine = 1;

CREATE TABLE event(
  stream BLOB NOT NULL,
  n INTEGER NOT NULL,
  id BLOB NOT NULL UNIQUE,
  hlc INTEGER NOT NULL,
  wall INTEGER NOT NULL,
  actor TEXT NOT NULL,
  tag INTEGER NOT NULL,              -- 1 a case, 2 a customer
  subject BLOB NOT NULL,
  person BLOB,                       -- whose data it is, for erasure
  kind TEXT NOT NULL,
  v INTEGER NOT NULL,
  critical INTEGER NOT NULL,
  commitment BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY(stream, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_subject ON event(subject, hlc, stream, n);

CREATE TABLE body(id BLOB PRIMARY KEY, salt BLOB NOT NULL, json TEXT NOT NULL) STRICT;

CREATE TRIGGER event_stays_as_it_is BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

CREATE TABLE quarantine(stream BLOB NOT NULL, n INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY(stream, n)) STRICT;
CREATE TABLE erased(subject BLOB PRIMARY KEY, by_event BLOB) STRICT;
CREATE TABLE playbook_text(hash TEXT PRIMARY KEY, bundle TEXT NOT NULL) STRICT;

-- What people are still typing. Written by connections of their own.

CREATE TABLE draft(
  id BLOB PRIMARY KEY,
  login TEXT NOT NULL,
  owner_pid INTEGER NOT NULL,
  owner_boot TEXT NOT NULL,
  owner_started INTEGER NOT NULL,
  beat INTEGER NOT NULL,
  at INTEGER NOT NULL,
  json TEXT NOT NULL
) STRICT;

-- Projections: thrown away and built again from the facts at will. The columns are named once more in `tables.rs`.

CREATE TABLE case_row(
  case_id BLOB PRIMARY KEY,
  number TEXT, kind TEXT, severity TEXT, customer BLOB, owner TEXT,
  opened_at INTEGER, happened INTEGER NOT NULL, closed_at INTEGER, outcome TEXT, cause TEXT,
  wanted TEXT, summary TEXT, is_open INTEGER NOT NULL,
  playbook TEXT, channel TEXT, agent TEXT, heat_start TEXT, heat_end TEXT,
  events INTEGER NOT NULL, last_hlc INTEGER NOT NULL, last_stream BLOB NOT NULL, last_n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX case_newest ON case_row(happened, case_id);
CREATE INDEX case_open ON case_row(happened, case_id) WHERE is_open = 1;
CREATE INDEX case_owner ON case_row(owner, happened) WHERE is_open = 1;
CREATE INDEX case_customer ON case_row(customer, happened);
CREATE INDEX case_number ON case_row(number);

CREATE TABLE interaction(
  case_id BLOB NOT NULL, seq INTEGER NOT NULL,
  id BLOB NOT NULL, agent TEXT NOT NULL, channel TEXT, external_id TEXT,
  began INTEGER NOT NULL, talk_ended INTEGER, ended INTEGER,
  talk_ms INTEGER, hold_ms INTEGER, wrap_ms INTEGER, heat_start TEXT, heat_end TEXT,
  PRIMARY KEY(case_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX interaction_began ON interaction(began);
CREATE INDEX interaction_external ON interaction(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX interaction_open ON interaction(agent, began) WHERE ended IS NULL;

CREATE TABLE walk(
  case_id BLOB NOT NULL, seq INTEGER NOT NULL,
  id BLOB NOT NULL, interaction BLOB NOT NULL, playbook TEXT NOT NULL, version INTEGER NOT NULL,
  title TEXT NOT NULL, hash TEXT NOT NULL, began INTEGER NOT NULL,
  PRIMARY KEY(case_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX walk_playbook ON walk(playbook, began);

CREATE TABLE walk_step(
  case_id BLOB NOT NULL, walk INTEGER NOT NULL, seq INTEGER NOT NULL,
  step TEXT NOT NULL, stage TEXT NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL,
  required INTEGER NOT NULL, reached INTEGER NOT NULL, done INTEGER NOT NULL, done_at INTEGER,
  skipped_at INTEGER, reason TEXT,
  PRIMARY KEY(case_id, walk, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE promise(
  case_id BLOB NOT NULL, seq INTEGER NOT NULL,
  id BLOB NOT NULL, words TEXT NOT NULL, made INTEGER NOT NULL, due INTEGER NOT NULL, told TEXT, owner TEXT NOT NULL,
  moved INTEGER NOT NULL, state TEXT NOT NULL, state_at INTEGER,
  PRIMARY KEY(case_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX promise_due ON promise(owner, due) WHERE state = 'open';

CREATE TABLE gesture(
  case_id BLOB NOT NULL, seq INTEGER NOT NULL,
  id BLOB NOT NULL, interaction BLOB, at INTEGER NOT NULL, agent TEXT NOT NULL, what TEXT NOT NULL, kind TEXT NOT NULL,
  minor INTEGER, currency TEXT, reason TEXT NOT NULL,
  PRIMARY KEY(case_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX gesture_at ON gesture(at);

CREATE TABLE hand_off(
  case_id BLOB NOT NULL, seq INTEGER NOT NULL,
  id BLOB NOT NULL, at INTEGER NOT NULL, sender TEXT NOT NULL, receiver TEXT NOT NULL, warm INTEGER NOT NULL,
  note TEXT NOT NULL, state TEXT NOT NULL, state_at INTEGER,
  PRIMARY KEY(case_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX hand_off_waiting ON hand_off(receiver, at) WHERE state = 'offered';

CREATE TABLE customer(
  key INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  name TEXT, called TEXT, phone TEXT, email TEXT, kind TEXT, preferences TEXT, support_needs TEXT, internal INTEGER,
  names TEXT NOT NULL,               -- what the type-ahead looks in: names and e-mail address
  digits TEXT NOT NULL,              -- and the telephone number, as it may be typed
  events INTEGER NOT NULL, last_hlc INTEGER NOT NULL, last_stream BLOB NOT NULL, last_n INTEGER NOT NULL
) STRICT;

CREATE TABLE alias(
  alias BLOB NOT NULL, customer BLOB NOT NULL, PRIMARY KEY(alias, customer)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_customer ON alias(customer);

-- Search. `key` is when it happened (milliseconds << 15, the rest tells apart), so that newest first needs no sorting.

CREATE TABLE text(
  key INTEGER PRIMARY KEY,
  case_id BLOB NOT NULL, kind TEXT NOT NULL, source BLOB NOT NULL, seq INTEGER NOT NULL,
  at INTEGER NOT NULL, words TEXT NOT NULL
) STRICT;
CREATE INDEX text_case ON text(case_id, kind, source, seq);

CREATE VIRTUAL TABLE text_fts USING fts5(
  words, content='text', content_rowid='key', tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO text_fts(text_fts, rank) VALUES('secure-delete', 1);
CREATE TRIGGER text_came AFTER INSERT ON text BEGIN
  INSERT INTO text_fts(rowid, words) VALUES(new.key, new.words);
END;
CREATE TRIGGER text_went AFTER DELETE ON text BEGIN
  INSERT INTO text_fts(text_fts, rowid, words) VALUES('delete', old.key, old.words);
END;

CREATE VIRTUAL TABLE customer_fts USING fts5(
  names, digits, content='customer', content_rowid='key', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3'
);
INSERT INTO customer_fts(customer_fts, rank) VALUES('secure-delete', 1);
CREATE TRIGGER customer_came AFTER INSERT ON customer BEGIN
  INSERT INTO customer_fts(rowid, names, digits) VALUES(new.key, new.names, new.digits);
END;
CREATE TRIGGER customer_went AFTER DELETE ON customer BEGIN
  INSERT INTO customer_fts(customer_fts, rowid, names, digits) VALUES('delete', old.key, old.names, old.digits);
END;
CREATE TRIGGER customer_changed AFTER UPDATE ON customer WHEN old.names <> new.names OR old.digits <> new.digits BEGIN
  INSERT INTO customer_fts(customer_fts, rowid, names, digits) VALUES('delete', old.key, old.names, old.digits);
  INSERT INTO customer_fts(rowid, names, digits) VALUES(new.key, new.names, new.digits);
END;
