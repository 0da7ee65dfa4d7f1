ALTER TABLE "run_steps" ADD COLUMN "plan" jsonb;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "aim" text DEFAULT 'execute' NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "decided_by" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "decided_at" timestamp with time zone;