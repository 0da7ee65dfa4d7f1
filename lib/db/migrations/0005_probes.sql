CREATE TABLE "probe_schedules" (
	"target_id" text NOT NULL,
	"proxy" text NOT NULL,
	"team" text NOT NULL,
	"every_minutes" integer,
	"path" text NOT NULL,
	"daily_max" integer NOT NULL,
	"thresholds" jsonb,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp with time zone,
	"claim" text,
	"claimed_until" timestamp with time zone,
	"spent_on" text,
	"spent" integer DEFAULT 0 NOT NULL,
	"settles_at" timestamp with time zone,
	"problem" jsonb,
	CONSTRAINT "probe_schedules_target_id_proxy_pk" PRIMARY KEY("target_id","proxy")
);
--> statement-breakpoint
CREATE TABLE "probe_states" (
	"target_id" text NOT NULL,
	"proxy" text NOT NULL,
	"state" jsonb NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "probe_states_target_id_proxy_pk" PRIMARY KEY("target_id","proxy")
);
--> statement-breakpoint
ALTER TABLE "probe_results" ADD COLUMN "is_counted" boolean DEFAULT true NOT NULL;--> statement-breakpoint
CREATE INDEX "probe_schedules_due" ON "probe_schedules" USING btree ("due_at");