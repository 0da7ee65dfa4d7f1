CREATE TABLE "guardrail_versions" (
	"version" bigserial PRIMARY KEY NOT NULL,
	"document" json NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "upstreams" (
	"host" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"owner" text NOT NULL,
	"data_class" text NOT NULL,
	"terms" text DEFAULT '' NOT NULL,
	"review_on" text NOT NULL,
	"state" text NOT NULL,
	"team" text NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"decision_reason" text
);
--> statement-breakpoint
CREATE INDEX "upstreams_state" ON "upstreams" USING btree ("state");