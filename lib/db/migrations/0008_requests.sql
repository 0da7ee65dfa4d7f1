CREATE TABLE "requests" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"target_id" text NOT NULL,
	"proxy" text NOT NULL,
	"team" text NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"input" jsonb NOT NULL,
	"spec" jsonb NOT NULL,
	"saved" jsonb,
	"pin" text NOT NULL,
	"verdict" jsonb NOT NULL,
	"decisions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"run_id" text,
	"void_reason" jsonb,
	"idempotency_key" text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "requests_idempotency" ON "requests" USING btree ("requested_by","idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "requests_one_open" ON "requests" USING btree ("target_id","proxy") WHERE state in ('open', 'approved');--> statement-breakpoint
CREATE INDEX "requests_state" ON "requests" USING btree ("state","expires_at");--> statement-breakpoint
CREATE INDEX "requests_order" ON "requests" USING btree ("target_id","requested_at");