-- A customer's request for help, and its thread.
CREATE TABLE support_requests (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    number bigint NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    status text NOT NULL CONSTRAINT support_request_status_is_known
        CHECK (status IN ('open', 'in_progress', 'waiting_for_customer', 'resolved', 'closed')),
    requester text NOT NULL,
    opened_at timestamptz NOT NULL,
    first_response_at timestamptz,
    resolved_at timestamptz,
    updated_at timestamptz NOT NULL,
    version int NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    CONSTRAINT support_request_resolved_at_iff_resolved
        CHECK ((status IN ('resolved', 'closed')) = (resolved_at IS NOT NULL))
);
CREATE TABLE support_messages (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    request_id uuid NOT NULL,
    author text NOT NULL,
    body text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, request_id) REFERENCES support_requests
);
CREATE INDEX support_messages_by_request ON support_messages (tenant_id, request_id, created_at);
SELECT secure_table('support_requests', 'tenant', 'staff');
SELECT secure_table('support_messages', 'tenant', 'staff');
SELECT make_append_only('support_messages');
