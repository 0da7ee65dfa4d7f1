CREATE TABLE "tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"teams" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "tokens_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "roll_members" (
	"roll_id" text NOT NULL,
	"index" integer NOT NULL,
	"wave" integer NOT NULL,
	"proxy" text NOT NULL,
	"team" text NOT NULL,
	"from_version" text NOT NULL,
	"run_id" text,
	"problem" jsonb,
	CONSTRAINT "roll_members_roll_id_index_pk" PRIMARY KEY("roll_id","index")
);
--> statement-breakpoint
CREATE TABLE "rolls" (
	"id" text PRIMARY KEY NOT NULL,
	"target_id" text NOT NULL,
	"state" text NOT NULL,
	"to_version" text NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"stopped_by" text,
	"ended_at" timestamp with time zone,
	"idempotency_key" text NOT NULL,
	"lease_until" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "run_events" ADD COLUMN "detailed_status" text;--> statement-breakpoint
ALTER TABLE "run_steps" ADD COLUMN "turn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "run_steps" ADD COLUMN "options" jsonb;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "cancelled_by" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "cancelled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roll_members" ADD CONSTRAINT "roll_members_roll_id_rolls_id_fk" FOREIGN KEY ("roll_id") REFERENCES "public"."rolls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roll_members" ADD CONSTRAINT "roll_members_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tokens_person" ON "tokens" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "rolls_idempotency" ON "rolls" USING btree ("requested_by","idempotency_key");--> statement-breakpoint
CREATE INDEX "rolls_state" ON "rolls" USING btree ("state");