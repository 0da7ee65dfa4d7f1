CREATE TABLE "call_budgets" (
	"target_id" text NOT NULL,
	"service" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "call_budgets_target_id_service_pk" PRIMARY KEY("target_id","service")
);
