-- What reports read: whose matter a contact was, what became of required steps, and by when things are reported.

ALTER TABLE interaction ADD COLUMN transfers INTEGER NOT NULL DEFAULT 0;
ALTER TABLE interaction ADD COLUMN customer BLOB;           -- its case's customer and cause, once both are known
ALTER TABLE interaction ADD COLUMN cause TEXT;
ALTER TABLE case_row ADD COLUMN contacts INTEGER NOT NULL DEFAULT 0;
-- What a report reads of a contact, an opening and a close lies in these indexes: their rows are not looked up.
DROP INDEX interaction_began;
CREATE INDEX interaction_began ON interaction(
  began, ended, talk_ms, hold_ms, wrap_ms, agent, channel, heat_start, heat_end, transfers, customer, cause
);
CREATE INDEX interaction_same ON interaction(customer, cause, began) WHERE cause IS NOT NULL;
ALTER TABLE walk ADD COLUMN tally TEXT NOT NULL DEFAULT ''; -- required steps reached/done/skipped, stage by stage
CREATE INDEX walk_began ON walk(began);
CREATE INDEX case_opened ON case_row(
  opened_at, kind, cause, owner, first_channel, severity, reopened_at, first_response, closed_at, waits
);
CREATE INDEX case_closed ON case_row(
  closed_at, kind, cause, owner, first_channel, severity, opened_at, reopened_at, first_response, waits, outcome, customer,
  came_back, contacts
) WHERE closed_at IS NOT NULL;
CREATE INDEX case_reopened ON case_row(reopened_at) WHERE reopened_at IS NOT NULL;
CREATE INDEX promise_by ON promise(due);
CREATE INDEX gesture_redeemed ON gesture(redeemed) WHERE redeemed IS NOT NULL;
CREATE INDEX gesture_voided ON gesture(voided) WHERE voided IS NOT NULL;
CREATE INDEX approval_at ON approval(at);
CREATE INDEX hand_off_at ON hand_off(at);

-- The ledger of promises: the newest first, and whether the customer was told of the time that one was moved to last.
ALTER TABLE promise ADD COLUMN move_told INTEGER NOT NULL DEFAULT 0;
CREATE INDEX promise_made ON promise(made);
ALTER TABLE gesture ADD COLUMN exception INTEGER NOT NULL DEFAULT 0; -- a supervisor went beyond a limit with it

-- Reviews of people's work, lessons, what did not fit; coaching notes and what was changed about a cause.
CREATE TABLE review(
  case_id BLOB NOT NULL, seq INTEGER NOT NULL,
  id BLOB NOT NULL, agent TEXT NOT NULL, reviewer TEXT NOT NULL, at INTEGER NOT NULL, interaction BLOB,
  got INTEGER, most INTEGER,         -- the share that holds, exactly; NULL where nothing that counts applies
  failed INTEGER NOT NULL, blind INTEGER NOT NULL, causes TEXT,
  state TEXT NOT NULL, state_at INTEGER NOT NULL, reason TEXT, settled TEXT,
  PRIMARY KEY(case_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX review_agent ON review(agent, at);
CREATE INDEX review_at ON review(at);
CREATE INDEX review_scored ON review(agent, state_at) WHERE state = 'scored';
CREATE INDEX review_disputed ON review(state_at) WHERE state = 'disputed';
CREATE TABLE review_score(
  case_id BLOB NOT NULL, review INTEGER NOT NULL, seq INTEGER NOT NULL,
  criterion TEXT NOT NULL, points INTEGER, given INTEGER, best INTEGER NOT NULL, weight INTEGER NOT NULL, record INTEGER NOT NULL,
  PRIMARY KEY(case_id, review, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE lesson(
  case_id BLOB NOT NULL, seq INTEGER NOT NULL,
  at INTEGER NOT NULL, marker TEXT NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY(case_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX lesson_at ON lesson(at);
CREATE TABLE did_not_fit(
  case_id BLOB NOT NULL, seq INTEGER NOT NULL,
  at INTEGER NOT NULL, agent TEXT NOT NULL, playbook TEXT NOT NULL, version INTEGER NOT NULL, title TEXT NOT NULL,
  step TEXT, step_title TEXT, why TEXT NOT NULL,
  PRIMARY KEY(case_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX did_not_fit_playbook ON did_not_fit(playbook, step, at);
CREATE INDEX did_not_fit_at ON did_not_fit(at);
CREATE TABLE coaching(
  id BLOB PRIMARY KEY, at INTEGER NOT NULL, writer TEXT NOT NULL, agent TEXT NOT NULL, note TEXT NOT NULL, drill TEXT,
  read_at INTEGER, events INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX coaching_agent ON coaching(agent, at);
CREATE TABLE cause_act(
  id BLOB PRIMARY KEY, at INTEGER NOT NULL, writer TEXT NOT NULL, cause TEXT NOT NULL, what TEXT NOT NULL,
  from_day TEXT NOT NULL, events INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX cause_act_cause ON cause_act(cause, from_day);
