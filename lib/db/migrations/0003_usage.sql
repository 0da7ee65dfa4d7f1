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
CREATE TABLE "duties" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_counts" (
	"target_id" text NOT NULL,
	"api_id" text NOT NULL,
	"slot" timestamp with time zone NOT NULL,
	"requests" integer NOT NULL,
	"errors_4xx" integer NOT NULL,
	"errors_5xx" integer NOT NULL,
	CONSTRAINT "usage_counts_target_id_api_id_slot_pk" PRIMARY KEY("target_id","api_id","slot")
);
--> statement-breakpoint
CREATE TABLE "usage_days" (
	"target_id" text NOT NULL,
	"usage_plan_id" text NOT NULL,
	"key_id" text NOT NULL,
	"day" date NOT NULL,
	"used" integer NOT NULL,
	"remaining" integer,
	"quota_limit" integer,
	"as_of" timestamp with time zone NOT NULL,
	CONSTRAINT "usage_days_target_id_usage_plan_id_key_id_day_pk" PRIMARY KEY("target_id","usage_plan_id","key_id","day")
);
--> statement-breakpoint
CREATE TABLE "usage_hours" (
	"target_id" text NOT NULL,
	"api_id" text NOT NULL,
	"key_id" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "usage_hours_target_id_api_id_hour_key_id_outcome_pk" PRIMARY KEY("target_id","api_id","hour","key_id","outcome")
);
--> statement-breakpoint
CREATE TABLE "usage_lines" (
	"target_id" text NOT NULL,
	"api_id" text NOT NULL,
	"event_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "usage_lines_target_id_api_id_event_id_pk" PRIMARY KEY("target_id","api_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "usage_requests" (
	"target_id" text NOT NULL,
	"api_id" text NOT NULL,
	"key_id" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"requests" jsonb NOT NULL,
	CONSTRAINT "usage_requests_target_id_api_id_hour_key_id_pk" PRIMARY KEY("target_id","api_id","hour","key_id")
);
--> statement-breakpoint
CREATE TABLE "usage_sources" (
	"target_id" text NOT NULL,
	"subject" text NOT NULL,
	"source" text NOT NULL,
	"as_of" timestamp with time zone,
	"since" timestamp with time zone,
	"tried_at" timestamp with time zone NOT NULL,
	"problem" jsonb,
	CONSTRAINT "usage_sources_target_id_subject_source_pk" PRIMARY KEY("target_id","subject","source")
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
CREATE INDEX "usage_hours_hour" ON "usage_hours" USING btree ("hour");--> statement-breakpoint
CREATE INDEX "usage_lines_at" ON "usage_lines" USING btree ("at");--> statement-breakpoint
CREATE INDEX "usage_requests_hour" ON "usage_requests" USING btree ("hour");--> statement-breakpoint
CREATE UNIQUE INDEX "key_schedules_one" ON "key_schedules" USING btree ("target_id","key_id") WHERE "key_schedules"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "key_schedules_state" ON "key_schedules" USING btree ("state","look_at");