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
ALTER TABLE "alert_deliveries" ADD CONSTRAINT "alert_deliveries_channel_id_alert_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."alert_channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_delivery_items" ADD CONSTRAINT "alert_delivery_items_delivery_id_alert_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."alert_deliveries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_delivery_items" ADD CONSTRAINT "alert_delivery_items_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_channels_team" ON "alert_channels" USING btree ("team");--> statement-breakpoint
CREATE UNIQUE INDEX "alert_deliveries_held" ON "alert_deliveries" USING btree ("channel_id","held_until");--> statement-breakpoint
CREATE INDEX "alert_deliveries_due" ON "alert_deliveries" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "alert_delivery_items_alert" ON "alert_delivery_items" USING btree ("alert_id");--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_once" ON "alerts" USING btree ("target_id","proxy","rule","value","subject","period");--> statement-breakpoint
CREATE INDEX "alerts_team" ON "alerts" USING btree ("team","raised_at");--> statement-breakpoint
CREATE INDEX "alerts_proxy" ON "alerts" USING btree ("target_id","proxy","raised_at");