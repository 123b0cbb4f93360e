-- What reports read: whose matter a contact was, what became of required steps, and by when things are reported.

ALTER TABLE interaction ADD COLUMN transfers INTEGER NOT NULL DEFAULT 0;
ALTER TABLE interaction ADD COLUMN customer BLOB;           -- its case's customer and cause, once both are known
ALTER TABLE interaction ADD COLUMN cause TEXT;
CREATE INDEX interaction_same ON interaction(customer, cause, began) WHERE cause IS NOT NULL;
ALTER TABLE walk ADD COLUMN tally TEXT NOT NULL DEFAULT ''; -- required steps reached/done/skipped, stage by stage
CREATE INDEX walk_began ON walk(began);
CREATE INDEX case_opened ON case_row(opened_at);
CREATE INDEX case_closed ON case_row(closed_at) WHERE closed_at IS NOT NULL;
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
