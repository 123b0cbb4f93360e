-- Gifts with their limits, requests for more, certificates, and what comes after.

ALTER TABLE gesture ADD COLUMN approval BLOB;               -- the yes that it rests on
ALTER TABLE gesture ADD COLUMN unprompted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE gesture ADD COLUMN code TEXT;                   -- of its certificate
ALTER TABLE gesture ADD COLUMN expires INTEGER;
ALTER TABLE gesture ADD COLUMN redeemed INTEGER;
ALTER TABLE gesture ADD COLUMN voided INTEGER;
-- What one person gave in a month; how many of one kind there were.
CREATE INDEX gesture_agent ON gesture(agent, at);
CREATE INDEX gesture_what ON gesture(what, at);
CREATE INDEX gesture_code ON gesture(code) WHERE code IS NOT NULL;
CREATE INDEX gesture_printed ON gesture(at) WHERE code IS NOT NULL;

CREATE TABLE approval(
  case_id BLOB NOT NULL, seq INTEGER NOT NULL,
  id BLOB NOT NULL, at INTEGER NOT NULL, asker TEXT NOT NULL, what TEXT NOT NULL, minor INTEGER, currency TEXT,
  reason TEXT NOT NULL, state TEXT NOT NULL, state_at INTEGER, answerer TEXT, granted INTEGER, comment TEXT,
  waits INTEGER NOT NULL,            -- for its asker: an answer that nobody has acted on yet
  PRIMARY KEY(case_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX approval_asked ON approval(at) WHERE state = 'asked';
CREATE INDEX approval_waits ON approval(asker, state_at) WHERE waits = 1;

-- When a complaint was put right and nobody has asked since whether all is well.
ALTER TABLE case_row ADD COLUMN recovered INTEGER;
ALTER TABLE case_row ADD COLUMN came_back INTEGER;          -- when the customer was first seen again
CREATE INDEX case_recovered ON case_row(owner, recovered) WHERE recovered IS NOT NULL;
