ALTER TABLE "run_events" ADD COLUMN "detailed_status" text;--> statement-breakpoint
ALTER TABLE "run_steps" ADD COLUMN "turn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "run_steps" ADD COLUMN "options" jsonb;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "cancelled_by" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "cancelled_at" timestamp with time zone;