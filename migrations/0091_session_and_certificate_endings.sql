-- A session or a sensor's certificate that was ended stays so after a restore.
SELECT journal_endings('user_sessions', 'ended_at');
SELECT journal_endings('staff_sessions', 'ended_at');
SELECT journal_endings('sensor_certificates', 'revoked_at');
