//! What the tables hold, for everything that walks over all of them: backup, restore, sealing anew. A test compares this list
//! with the database.

use crate::{BlindIndex, Keyring};

/// A keyed hash by which rows are found, and what it is made from.
#[derive(Debug, Clone, Copy)]
pub struct Index {
    /// The column that holds it.
    pub column: &'static str,
    /// The sealed column it is made from.
    pub of: &'static str,
    /// Keeps equal values of different fields apart.
    field: &'static str,
    /// Ways of writing the same value become one.
    normalise: fn(&str) -> String,
}

impl Index {
    /// The hash of a value.
    pub fn hash(&self, keyring: &Keyring, value: &str) -> BlindIndex {
        keyring.index(self.field, &(self.normalise)(value))
    }
}

const fn index(column: &'static str, of: &'static str, field: &'static str, normalise: fn(&str) -> String) -> Index {
    Index { column, of, field, normalise }
}

/// Accounts by address, without regard to case and surrounding blanks.
pub const ACCOUNT_EMAIL: Index = index("email_index", "email", "account.email", |email| email.trim().to_lowercase());
/// Residents by name.
pub const RESIDENT_NAME: Index = index("name_index", "name", "resident.name", text::names::name_key);
/// Residents by kana.
pub const RESIDENT_KANA: Index = index("kana_index", "kana", "resident.kana", text::kana::reading_key);
/// Persons by name.
pub const PERSON_NAME: Index = index("name_index", "name", "person.name", text::names::name_key);
/// Persons by kana.
pub const PERSON_KANA: Index = index("kana_index", "kana", "person.kana", text::kana::reading_key);

/// A table of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its primary key. The place of a sealed value is `table.column` and the key's values joined by `/`.
    pub key: &'static [&'static str],
    /// Its sealed columns.
    pub sealed: &'static [&'static str],
    /// Keyed hashes of sealed columns.
    pub indexes: &'static [Index],
    /// Whether it goes along into another installation. What only concerns the running of this one stays: its sessions, its mail
    /// on the way (which holds the secrets of links), the heads of its chains.
    pub travels: bool,
}

impl Table {
    const fn found_by(self, indexes: &'static [Index]) -> Self {
        Self { indexes, ..self }
    }

    const fn stays(self) -> Self {
        Self { travels: false, ..self }
    }
}

const fn table(name: &'static str, key: &'static [&'static str], sealed: &'static [&'static str]) -> Table {
    Table { name, key, sealed, indexes: &[], travels: true }
}

/// All tables, each after those it refers to.
pub const TABLES: &[Table] = &[
    table("audit_log", &["chain", "seq"], &[]),
    table("audit_heads", &["chain"], &[]).stays(),
    table("rate_limits", &["bucket"], &[]).stays(),
    table("receipts", &["hash"], &[]).stays(),
    table("outbox", &["id"], &["recipient", "subject", "body", "attachment"]).stays(),
    table("files", &["id"], &["name"]),
    table("tallies", &["side", "area", "fiscal_year", "rule", "status"], &[]).stays(),
    table("corporations", &["id"], &[]),
    table("offices", &["id"], &["manager_name", "reply_email"]),
    table("dwellings", &["id"], &["guide"]),
    table("imports", &["id"], &[]),
    table("standings", &["office_id", "fiscal_year"], &[]).stays(),
    table("findings", &["office_id", "fiscal_year"], &["content"]).stays(),
    table("evaluations", &["id"], &[]),
    table("accounts", &["id"], &["email", "name"]).found_by(&[ACCOUNT_EMAIL]),
    table("saved_views", &["account_id", "name"], &[]),
    table("abuse_desks", &["jurisdiction"], &[]),
    table("drafts", &["account_id", "form"], &["fields"]),
    table("sessions", &["token_hash"], &[]).stays(),
    table("access_links", &["id"], &[]),
    table("residents", &["id"], &["name", "kana", "contact_person", "traits"]).found_by(&[RESIDENT_NAME, RESIDENT_KANA]),
    table("contact_wishes", &["id"], &["asked_by", "answer", "care"]),
    table("bodies", &["id"], &[]),
    table("body_dwellings", &["body_id", "dwelling_id"], &[]),
    table("persons", &["id"], &["name", "kana", "email", "phone", "address", "affiliation", "position", "needs"])
        .found_by(&[PERSON_NAME, PERSON_KANA]),
    table("seats", &["id"], &["decline_reason", "nominee", "visit_excuse"]),
    table("pledges", &["id"], &["affiliation", "position", "name"]),
    table("handbook_receipts", &["seat_id", "text_sha256"], &[]),
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
    table("payments", &["attendance_id"], &[]),
    table("item_absences", &["agenda_item_id", "attendance_id"], &[]),
    table("notes", &["id"], &["text"]),
    table("visits", &["id"], &["record"]),
    table("visit_notes", &["visit_id", "device", "seq"], &["content"]),
    table("preparations", &["occasion", "seat_id", "need"], &["owner"]),
    table("member_visit_wishes", &["seat_id", "fiscal_year"], &["wish"]),
    table("house_visit_wishes", &["dwelling_id", "fiscal_year"], &["wish"]),
    table("self_checks", &["dwelling_id", "fiscal_year"], &["content"]),
    table("minutes", &["id"], &[]),
    table("minutes_versions", &["minutes_id", "number"], &["content"]),
    table("minutes_confirmations", &["minutes_id", "seat_id"], &["comment"]),
    table("voices", &["id"], &["text", "answer", "owner", "result"]),
    table("calls", &["id"], &[]),
    table("matters", &["id"], &["title"]),
    table("matter_entries", &["id"], &["text", "snapshot"]),
    table("councils", &["id"], &[]),
    table("council_places", &["council_id", "jurisdiction"], &[]),
    table("council_bodies", &["id"], &[]),
    table("issues", &["id"], &["title", "text", "expected", "plan_target"]),
    table("issue_origins", &["id"], &[]),
    table("issue_steps", &["id"], &["text"]),
    table("proposals", &["id"], &["text"]),
    table("proposal_replies", &["proposal_id", "jurisdiction"], &["reason"]),
    table("publications", &["id"], &[]),
    table("publication_channels", &["id"], &[]),
    table("attachments", &["id"], &["text"]),
    table("reviews", &["about"], &["decisions"]),
    table("publication_settings", &["office_id"], &[]),
    table("shelf", &["number"], &[]).stays(),
    table("shelf_words", &["gram", "block"], &[]).stays(),
    table("shelf_state", &["name"], &[]).stays(),
];
