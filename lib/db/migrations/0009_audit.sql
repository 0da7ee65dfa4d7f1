CREATE TABLE "audit_head" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_head_one" CHECK ("audit_head"."one")
);
--> statement-breakpoint
DROP INDEX "audit_actor";--> statement-breakpoint
DROP INDEX "audit_action";--> statement-breakpoint
DROP INDEX "audit_object";--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "changes" jsonb;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "aws_operation" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "of_seq" bigint;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "digest" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "seq" bigint;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "previous" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "hash" text;--> statement-breakpoint
ALTER TABLE "run_steps" ADD COLUMN "aws_requests" jsonb;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_seq" ON "audit" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "audit_team" ON "audit" USING btree ("team","seq");--> statement-breakpoint
CREATE INDEX "audit_actor" ON "audit" USING btree ("actor","seq");--> statement-breakpoint
CREATE INDEX "audit_action" ON "audit" USING btree ("action","seq");--> statement-breakpoint
CREATE INDEX "audit_object" ON "audit" USING btree ("object","seq");--> statement-breakpoint
-- From here on by hand; docs/audit.md says what for. What `db:generate` makes anew stands above.
INSERT INTO "audit_head" ("seq", "hash") VALUES (0, repeat('0', 64)) ON CONFLICT DO NOTHING;
--> statement-breakpoint
-- Gives a row its place in the chain. As a deferred trigger it runs when the transaction commits, after everything
-- else that the transaction locks: the lock on the head is the last one of every transaction, whatever its code does
-- after it wrote the row, so that no two can wait for each other; it is held for the commit alone; and a transaction
-- that does not commit leaves no gap. It must not become a trigger that runs at once.
CREATE FUNCTION "audit_chain"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	head "audit_head";
	moment timestamptz;
	made text;
	link text;
BEGIN
	SELECT * INTO STRICT head FROM "audit_head" FOR UPDATE;
	moment := date_trunc('milliseconds', CASE WHEN TG_OP = 'INSERT' THEN clock_timestamp() ELSE NEW."at" END);
	link := '{"at":"' || to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
		|| '","digest":"' || NEW."digest" || '","previous":"' || head."hash" || '","seq":' || (head."seq" + 1) || '}';
	UPDATE "audit" SET
		"at" = moment,
		"seq" = head."seq" + 1,
		"previous" = head."hash",
		"hash" = encode(sha256(convert_to(link, 'UTF8')), 'hex')
		WHERE "id" = NEW."id" RETURNING "hash" INTO made;
	UPDATE "audit_head" SET "seq" = head."seq" + 1, "hash" = made;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "audit_chain" AFTER INSERT OR UPDATE OF "digest" ON "audit"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
	WHEN (NEW."seq" IS NULL AND NEW."digest" IS NOT NULL) EXECUTE FUNCTION "audit_chain"();
--> statement-breakpoint
-- A row is added and given its place, and that is all that ever happens to it.
CREATE FUNCTION "audit_refuse"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'UPDATE' THEN
		IF TG_TABLE_NAME = 'audit_head' THEN
			IF NEW."seq" = OLD."seq" + 1 THEN RETURN NEW; END IF;
		ELSIF OLD."seq" IS NULL AND (OLD."digest" IS NULL OR NEW."digest" = OLD."digest")
			AND to_jsonb(NEW) - ARRAY['at', 'digest', 'seq', 'previous', 'hash']
			= to_jsonb(OLD) - ARRAY['at', 'digest', 'seq', 'previous', 'hash']
		THEN RETURN NEW;
		END IF;
	END IF;
	RAISE EXCEPTION 'the audit is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER "audit_append_only" BEFORE UPDATE OR DELETE ON "audit" FOR EACH ROW EXECUTE FUNCTION "audit_refuse"();
--> statement-breakpoint
CREATE TRIGGER "audit_no_truncate" BEFORE TRUNCATE ON "audit" FOR EACH STATEMENT EXECUTE FUNCTION "audit_refuse"();
--> statement-breakpoint
CREATE TRIGGER "audit_head_append_only" BEFORE UPDATE OR DELETE ON "audit_head" FOR EACH ROW EXECUTE FUNCTION "audit_refuse"();
--> statement-breakpoint
CREATE TRIGGER "audit_head_no_truncate" BEFORE TRUNCATE ON "audit_head" FOR EACH STATEMENT EXECUTE FUNCTION "audit_refuse"();
