-- What concerns the floor as a whole: whether outward effects wait (after a restore they do, until somebody has looked),
-- and a count that is also written down outside the database. A database that is behind that count was rolled back.
CREATE TABLE floor_state (
    only_row boolean PRIMARY KEY DEFAULT true CONSTRAINT floor_has_one_state CHECK (only_row),
    mark bigint NOT NULL DEFAULT 0,
    effects_held_since timestamptz,
    effects_held_reason text,
    CONSTRAINT held_effects_have_a_reason CHECK ((effects_held_since IS NULL) = (effects_held_reason IS NULL))
);
INSERT INTO floor_state DEFAULT VALUES;
SELECT secure_table('floor_state', 'platform');
REVOKE INSERT, DELETE ON floor_state FROM watchfloor_platform;
