CREATE TABLE "extensions" (
	"id" text PRIMARY KEY NOT NULL,
	"target_id" text NOT NULL,
	"proxy" text NOT NULL,
	"team" text NOT NULL,
	"usage_plan_id" text NOT NULL,
	"key_id" text NOT NULL,
	"key_label" text NOT NULL,
	"amount" integer NOT NULL,
	"reason" text NOT NULL,
	"quota_limit" integer NOT NULL,
	"period" text NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"decision_reason" text,
	"turn_at" timestamp with time zone,
	"before" jsonb,
	"remaining" integer,
	"granted_at" timestamp with time zone,
	"is_seen" boolean DEFAULT false NOT NULL,
	"failure" jsonb,
	"idempotency_key" text NOT NULL,
	"lease_until" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "key" jsonb;--> statement-breakpoint
CREATE UNIQUE INDEX "extensions_idempotency" ON "extensions" USING btree ("requested_by","idempotency_key");--> statement-breakpoint
CREATE INDEX "extensions_proxy" ON "extensions" USING btree ("target_id","proxy","ends_at");--> statement-breakpoint
CREATE INDEX "extensions_state" ON "extensions" USING btree ("state");