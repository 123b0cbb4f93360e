-- Drills, as they were played. Rows are added and never changed, but for what is half typed: what a drill came to is folded
-- from its moves.

CREATE TABLE drill(
  id BLOB PRIMARY KEY,
  login TEXT NOT NULL,
  scenario TEXT NOT NULL,            -- its id
  playbook TEXT NOT NULL,            -- what it practises
  text TEXT NOT NULL,                -- the whole file as it was then
  seed INTEGER NOT NULL,
  answering TEXT NOT NULL,           -- choose or type
  help TEXT NOT NULL,                -- full, hints or none
  began INTEGER NOT NULL,
  from_drill BLOB,                   -- played again from a move of another one
  from_move INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX drill_login ON drill(login, began);

CREATE TABLE move(
  drill BLOB NOT NULL,
  n INTEGER NOT NULL,                -- from 0, without a gap
  at INTEGER NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY(drill, n)
) STRICT, WITHOUT ROWID;

-- What is typed and not said yet.
CREATE TABLE half(
  drill BLOB PRIMARY KEY,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ended(
  drill BLOB PRIMARY KEY,
  at INTEGER NOT NULL,
  ending TEXT,                       -- none: it was left
  worth TEXT,                        -- good, fair or poor
  tenths INTEGER,                    -- of a percent
  json TEXT NOT NULL                 -- the marks as they were then
) STRICT, WITHOUT ROWID;

CREATE TABLE shared(
  drill BLOB PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE quick(
  id BLOB PRIMARY KEY,
  login TEXT NOT NULL,
  kind TEXT NOT NULL,
  seed INTEGER NOT NULL,
  at INTEGER NOT NULL,
  right_answers INTEGER NOT NULL,
  asked INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
