-- What a list of "what now" is ranked by, beside what a list of cases shows already.

ALTER TABLE case_row ADD COLUMN reopened_at INTEGER;
ALTER TABLE case_row ADD COLUMN first_channel TEXT;      -- of the contact that began first: its targets hold
ALTER TABLE case_row ADD COLUMN first_response INTEGER;
ALTER TABLE case_row ADD COLUMN waits TEXT;              -- JSON: when the next move was the customer's; NULL for never
ALTER TABLE case_row ADD COLUMN answered INTEGER;        -- since when the customer's answer lies here
ALTER TABLE case_row ADD COLUMN touched INTEGER;         -- when its newest entry happened

ALTER TABLE interaction ADD COLUMN parked INTEGER;       -- since when
ALTER TABLE promise ADD COLUMN call_back TEXT;           -- the number to ring
