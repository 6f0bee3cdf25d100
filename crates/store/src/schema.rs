//! What the tables hold, for everything that walks over all of them: backup, restore, sealing anew. A test compares this list
//! with the database.

/// A table of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its primary key. The place of a sealed value is `table.column` and the key's values joined by `/`.
    pub key: &'static [&'static str],
    /// Its sealed columns.
    pub sealed: &'static [&'static str],
}

const fn table(name: &'static str, key: &'static [&'static str], sealed: &'static [&'static str]) -> Table {
    Table { name, key, sealed }
}

/// All tables, each after those it refers to.
pub const TABLES: &[Table] = &[
    table("audit_log", &["chain", "seq"], &[]),
    table("audit_heads", &["chain"], &[]),
    table("rate_limits", &["bucket"], &[]),
    table("outbox", &["id"], &["recipient", "subject", "body", "attachment"]),
    table("files", &["id"], &["name"]),
    table("corporations", &["id"], &[]),
    table("offices", &["id"], &["manager_name", "reply_email"]),
    table("dwellings", &["id"], &[]),
    table("imports", &["id"], &[]),
    table("evaluations", &["id"], &[]),
    table("accounts", &["id"], &["email", "name"]),
    table("drafts", &["account_id", "form"], &["fields"]),
    table("sessions", &["token_hash"], &[]),
    table("access_links", &["id"], &[]),
    table("residents", &["id"], &["name", "kana", "contact_person"]),
    table("contact_wishes", &["id"], &["asked_by", "answer", "care"]),
    table("bodies", &["id"], &[]),
    table("body_dwellings", &["body_id", "dwelling_id"], &[]),
    table("persons", &["id"], &["name", "kana", "email", "phone", "address", "affiliation", "position", "needs"]),
    table("seats", &["id"], &["decline_reason"]),
    table("pledges", &["id"], &["affiliation", "position", "name"]),
    table("outreach", &["id"], &["whom", "note"]),
    table("meetings", &["id"], &["online_url"]),
    table("meeting_dwellings", &["meeting_id", "dwelling_id"], &[]),
    table("polls", &["id"], &[]),
    table("poll_slots", &["id"], &[]),
    table("poll_answers", &["slot_id", "seat_id"], &[]),
    table("agenda_items", &["id"], &[]),
    table("materials", &["id"], &[]),
    table("material_copies", &["material_id", "number"], &[]),
    table("attendances", &["id"], &["staff_name", "proxy_name", "written_opinion"]),
    table("item_absences", &["agenda_item_id", "attendance_id"], &[]),
    table("notes", &["id"], &["text"]),
    table("minutes", &["id"], &[]),
    table("minutes_versions", &["minutes_id", "number"], &["content"]),
    table("minutes_confirmations", &["minutes_id", "seat_id"], &["comment"]),
    table("voices", &["id"], &["text", "answer", "owner", "result"]),
    table("publications", &["id"], &[]),
    table("publication_channels", &["id"], &[]),
];
