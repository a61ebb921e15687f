// Version 7 of the journal: the audit is a hash chain, as the service log is; what older programs wrote is sealed into it.
// An act is sealed once and never touched again; a new one stands behind the last one or not at all.
import type { Migration } from '../../migrate.ts'
import { sealOlderActs } from '../audit-chain.ts'

export const auditChain: Migration = {
  version: 7,
  sql: `
    ALTER TABLE audit ADD COLUMN prev TEXT;
    ALTER TABLE audit ADD COLUMN hash TEXT;

    DROP TRIGGER audit_changes_no_act;
    CREATE TRIGGER audit_changes_no_act BEFORE UPDATE ON audit
    WHEN OLD.hash IS NOT NULL OR NEW.hash IS NULL OR NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at
      OR NEW.clerk IS NOT OLD.clerk OR NEW.act IS NOT OLD.act OR NEW.detail IS NOT OLD.detail
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

    CREATE TRIGGER audit_follows_its_chain BEFORE INSERT ON audit
    WHEN NEW.hash IS NULL
      OR NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM audit)
      OR NEW.prev IS NOT COALESCE(
           (SELECT hash FROM audit ORDER BY id DESC LIMIT 1),
           '0000000000000000000000000000000000000000000000000000000000000000')
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only: an act follows the last one'); END;
  `,
  fill: sealOlderActs,
}
