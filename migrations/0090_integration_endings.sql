-- A program that was shut out, or a key that was ended, stays so after a restore.
SELECT journal_endings('integrations', 'revoked_at');
SELECT journal_endings('integration_keys', 'revoked_at');
