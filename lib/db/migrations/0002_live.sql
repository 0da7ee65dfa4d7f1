ALTER TABLE "run_events" ADD COLUMN "detailed_status" text;--> statement-breakpoint
ALTER TABLE "run_steps" ADD COLUMN "turn_at" timestamp with time zone;