CREATE TABLE "upstream_certificates" (
	"host" text PRIMARY KEY NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"claim" text,
	"claimed_until" timestamp with time zone,
	"tried_at" timestamp with time zone,
	"problem" text,
	"failing_since" timestamp with time zone,
	"read_at" timestamp with time zone,
	"reading" json
);
