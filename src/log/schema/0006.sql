-- Whether a rule was not kept in a case, as it stands: a sample draws such cases more often.
ALTER TABLE case_row ADD COLUMN deviated INTEGER NOT NULL DEFAULT 0;

-- Until when somebody is to have practised what a coaching note asks for.
ALTER TABLE coaching ADD COLUMN due INTEGER;
