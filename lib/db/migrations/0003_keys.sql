CREATE TABLE "handovers" (
	"id" text PRIMARY KEY NOT NULL,
	"target_id" text NOT NULL,
	"proxy" text NOT NULL,
	"team" text NOT NULL,
	"slot" text NOT NULL,
	"key_id" text NOT NULL,
	"secret_hash" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"opened_by" text,
	"opened_at" timestamp with time zone,
	"revoked_by" text,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "key_schedules" (
	"id" text PRIMARY KEY NOT NULL,
	"target_id" text NOT NULL,
	"proxy" text NOT NULL,
	"team" text NOT NULL,
	"slot" text NOT NULL,
	"key_id" text NOT NULL,
	"due_at" timestamp with time zone,
	"silent_days" integer,
	"state" text NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"run_id" text,
	"problem" jsonb,
	"ended_at" timestamp with time zone,
	"look_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "handovers_proxy" ON "handovers" USING btree ("target_id","proxy","made_at");--> statement-breakpoint
CREATE UNIQUE INDEX "key_schedules_one" ON "key_schedules" USING btree ("target_id","key_id") WHERE "key_schedules"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "key_schedules_state" ON "key_schedules" USING btree ("state","look_at");