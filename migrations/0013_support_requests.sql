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
    assignee_id uuid,
    alert_id uuid,
    incident_id uuid,
    case_id uuid,
    created_at timestamptz NOT NULL,
    first_response_at timestamptz,
    last_message_at timestamptz NOT NULL,
    resolved_at timestamptz,
    closed_at timestamptz,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    FOREIGN KEY (tenant_id, alert_id) REFERENCES alerts,
    FOREIGN KEY (tenant_id, incident_id) REFERENCES incidents,
    FOREIGN KEY (tenant_id, case_id) REFERENCES cases,
    CONSTRAINT support_request_resolved_at_iff_resolved
        CHECK ((status IN ('resolved', 'closed')) = (resolved_at IS NOT NULL)),
    CONSTRAINT support_request_closed_at_iff_closed CHECK ((status = 'closed') = (closed_at IS NOT NULL))
);
CREATE TABLE support_messages (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    request_id uuid NOT NULL,
    author text NOT NULL,
    visibility text NOT NULL
        CONSTRAINT message_visibility_is_known CHECK (visibility IN ('internal', 'customer_visible')),
    body text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, request_id) REFERENCES support_requests
);
CREATE INDEX support_messages_by_request ON support_messages (tenant_id, request_id, id);
SELECT secure_table('support_requests', 'tenant', 'staff');
SELECT secure_table('support_messages', 'tenant', 'staff');
SELECT make_append_only('support_messages');
