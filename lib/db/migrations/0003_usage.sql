CREATE TABLE "alert_channels" (
	"id" text PRIMARY KEY NOT NULL,
	"team" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"place" text NOT NULL,
	"sealed" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "alert_deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"channel_id" text NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"held_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"answer" jsonb,
	"sent_at" timestamp with time zone,
	"lease_owner" text,
	"lease_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "alert_delivery_items" (
	"delivery_id" text NOT NULL,
	"alert_id" text NOT NULL,
	CONSTRAINT "alert_delivery_items_delivery_id_alert_id_pk" PRIMARY KEY("delivery_id","alert_id")
);
--> statement-breakpoint
CREATE TABLE "alert_rules" (
	"target_id" text NOT NULL,
	"team" text NOT NULL,
	"proxy" text DEFAULT '' NOT NULL,
	"rule" text NOT NULL,
	"is_on" boolean NOT NULL,
	"value" integer NOT NULL,
	CONSTRAINT "alert_rules_target_id_team_proxy_rule_pk" PRIMARY KEY("target_id","team","proxy","rule")
);
--> statement-breakpoint
CREATE TABLE "alert_settings" (
	"team" text PRIMARY KEY NOT NULL,
	"locale" text NOT NULL,
	"zone" text NOT NULL,
	"quiet_from" integer,
	"quiet_until" integer
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" text PRIMARY KEY NOT NULL,
	"target_id" text NOT NULL,
	"team" text NOT NULL,
	"proxy" text NOT NULL,
	"rule" text NOT NULL,
	"value" integer NOT NULL,
	"subject" text NOT NULL,
	"period" text NOT NULL,
	"detail" jsonb NOT NULL,
	"is_covered" boolean DEFAULT false NOT NULL,
	"raised_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
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
ALTER TABLE "tokens" ADD COLUMN "key" jsonb;--> statement-breakpoint
ALTER TABLE "alert_deliveries" ADD CONSTRAINT "alert_deliveries_channel_id_alert_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."alert_channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_delivery_items" ADD CONSTRAINT "alert_delivery_items_delivery_id_alert_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."alert_deliveries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_delivery_items" ADD CONSTRAINT "alert_delivery_items_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_channels_team" ON "alert_channels" USING btree ("team");--> statement-breakpoint
CREATE UNIQUE INDEX "alert_deliveries_held" ON "alert_deliveries" USING btree ("channel_id","held_until");--> statement-breakpoint
CREATE INDEX "alert_deliveries_due" ON "alert_deliveries" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "alert_delivery_items_alert" ON "alert_delivery_items" USING btree ("alert_id");--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_once" ON "alerts" USING btree ("target_id","proxy","rule","value","subject","period");--> statement-breakpoint
CREATE INDEX "alerts_team" ON "alerts" USING btree ("team","raised_at");--> statement-breakpoint
CREATE INDEX "alerts_proxy" ON "alerts" USING btree ("target_id","proxy","raised_at");--> statement-breakpoint
CREATE UNIQUE INDEX "extensions_idempotency" ON "extensions" USING btree ("requested_by","idempotency_key");--> statement-breakpoint
CREATE INDEX "extensions_proxy" ON "extensions" USING btree ("target_id","proxy","ends_at");--> statement-breakpoint
CREATE INDEX "extensions_state" ON "extensions" USING btree ("state");--> statement-breakpoint
CREATE INDEX "handovers_proxy" ON "handovers" USING btree ("target_id","proxy","made_at");--> statement-breakpoint
CREATE UNIQUE INDEX "key_schedules_one" ON "key_schedules" USING btree ("target_id","key_id") WHERE "key_schedules"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "key_schedules_state" ON "key_schedules" USING btree ("state","look_at");--> statement-breakpoint
CREATE INDEX "usage_hours_hour" ON "usage_hours" USING btree ("hour");--> statement-breakpoint
CREATE INDEX "usage_lines_at" ON "usage_lines" USING btree ("at");--> statement-breakpoint
CREATE INDEX "usage_requests_hour" ON "usage_requests" USING btree ("hour");