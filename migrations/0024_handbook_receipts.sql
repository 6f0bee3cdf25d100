-- 地域連携推進員の手引き, received by the member's own hand (C5): who, when, and which text. A row is never changed.
CREATE TABLE handbook_receipts (
    office_id   TEXT   NOT NULL REFERENCES offices (id),
    seat_id     TEXT   NOT NULL REFERENCES seats (id),
    text_sha256 TEXT   NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (seat_id, text_sha256)
) /*strict*/;

CREATE INDEX handbook_receipts_office ON handbook_receipts (office_id);
