CREATE TABLE "probe_calls" (
	"id" text PRIMARY KEY NOT NULL,
	"target_id" text NOT NULL,
	"proxy" text NOT NULL,
	"name" text NOT NULL,
	"method" text NOT NULL,
	"path" text NOT NULL,
	"headers" text NOT NULL,
	"body" text NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "probe_calls_name" ON "probe_calls" USING btree ("target_id","proxy","name");