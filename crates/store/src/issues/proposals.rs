//! 提案: what municipalities are asked to do, and what each of them replies (E1, E4).

use std::collections::BTreeSet;

use jiff::civil::Date;
use model::{CouncilId, IssueId, ProposalId, calendar::FiscalYear, identifiers::JurisdictionCode, issues::Reply};
use privacy::Released;

use crate::{Place, ReadTx, StoreError, WriteTx, sql};

/// When what is to be done and decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// The proposal.
    pub id: ProposalId,
    /// Of which issue.
    pub issue: IssueId,
    /// The 年度 in whose budget it is to be.
    pub budget_year: FiscalYear,
    /// Until when a reply is awaited.
    pub reply_by: Date,
    /// When it was made.
    pub proposed_on: Date,
}

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// When what is to be done.
    pub terms: Terms,
    /// What is proposed.
    pub text: String,
    /// When another took its place.
    pub replaced_on: Option<Date>,
    /// What each municipality replied.
    pub replies: Vec<ProposalReply>,
}

impl Proposal {
    /// Whether every one agreed.
    pub fn is_agreed(&self) -> bool {
        self.replies.iter().all(|reply| reply.reply == Some(Reply::Agreed))
    }
}

/// What a municipality replied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalReply {
    /// To which proposal.
    pub proposal: ProposalId,
    /// Which municipality.
    pub jurisdiction: JurisdictionCode,
    /// What; `None` until it replied.
    pub reply: Option<Reply>,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub replied_on: Option<Date>,
    /// For optimistic locking.
    pub version: i64,
}

/// The proposals of an issue with all replies, the newest first.
pub async fn proposals(tx: &mut ReadTx, council: CouncilId, issue: IssueId) -> Result<Vec<Proposal>, StoreError> {
    let keyring = tx.keyring();
    let mut proposals = sql("SELECT id, issue_id, text, budget_year, reply_by, proposed_on, replaced_on FROM proposals
         WHERE council_id = $1 AND issue_id = $2 ORDER BY id DESC")
    .bind(council)
    .bind(issue)
    .all(tx, |row| {
        let id: ProposalId = row.get("id")?;
        let terms = Terms {
            id,
            issue: row.get("issue_id")?,
            budget_year: row.get("budget_year")?,
            reply_by: row.get("reply_by")?,
            proposed_on: row.get("proposed_on")?,
        };
        Ok(Proposal {
            terms,
            text: keyring.open(&Place::new("proposals.text", id), &row.get("text")?)?,
            replaced_on: row.get("replaced_on")?,
            replies: Vec::new(),
        })
    })
    .await?;
    for proposal in &mut proposals {
        proposal.replies = replies(tx, council, proposal.terms.id).await?;
    }
    Ok(proposals)
}

async fn replies(tx: &mut ReadTx, council: CouncilId, proposal: ProposalId) -> Result<Vec<ProposalReply>, StoreError> {
    let keyring = tx.keyring();
    sql("SELECT jurisdiction, reply, reason, replied_on, version FROM proposal_replies
         WHERE council_id = $1 AND proposal_id = $2 ORDER BY jurisdiction")
    .bind(council)
    .bind(proposal)
    .all(tx, |row| {
        let jurisdiction: JurisdictionCode = row.get("jurisdiction")?;
        Ok(ProposalReply {
            proposal,
            jurisdiction,
            reply: row.get("reply")?,
            reason: keyring.open_option(&reason_place(proposal, jurisdiction), row.get("reason")?)?,
            replied_on: row.get("replied_on")?,
            version: row.get("version")?,
        })
    })
    .await
}

/// Makes a proposal to the municipalities that are to reply, in words that passed the gate.
pub async fn insert_proposal(
    tx: &mut WriteTx,
    council: CouncilId,
    new: &Terms,
    municipalities: &BTreeSet<JurisdictionCode>,
    text: &Released<String>,
) -> Result<(), StoreError> {
    let text = tx.keyring().seal(&Place::new("proposals.text", new.id), text.content())?;
    sql("INSERT INTO proposals (id, issue_id, council_id, text, budget_year, reply_by, proposed_on) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(new.id)
        .bind(new.issue)
        .bind(council)
        .bind(text)
        .bind(new.budget_year)
        .bind(new.reply_by)
        .bind(new.proposed_on)
        .run(tx)
        .await?;
    for municipality in municipalities {
        sql("INSERT INTO proposal_replies (proposal_id, jurisdiction, council_id, version) VALUES ($1, $2, $3, 1)")
            .bind(new.id)
            .bind(*municipality)
            .bind(council)
            .run(tx)
            .await?;
    }
    Ok(())
}

/// Says of the proposals of an issue that another took their place.
pub async fn replace_proposals(tx: &mut WriteTx, council: CouncilId, issue: IssueId, on: Date) -> Result<(), StoreError> {
    sql("UPDATE proposals SET replaced_on = $1 WHERE council_id = $2 AND issue_id = $3 AND replaced_on IS NULL")
        .bind(on)
        .bind(council)
        .bind(issue)
        .run(tx)
        .await?;
    Ok(())
}

/// Keeps what a municipality replied, with a reason that passed the gate, if nobody else of it did in the meantime.
pub async fn reply(
    tx: &mut WriteTx,
    council: CouncilId,
    (proposal, jurisdiction, version): (ProposalId, JurisdictionCode, i64),
    reply: Reply,
    reason: &Released<String>,
    on: Date,
) -> Result<(), StoreError> {
    let reason = tx.keyring().seal(&reason_place(proposal, jurisdiction), reason.content())?;
    sql("UPDATE proposal_replies SET reply = $1, reason = $2, replied_on = $3, version = version + 1
         WHERE council_id = $4 AND proposal_id = $5 AND jurisdiction = $6 AND version = $7")
    .bind(reply)
    .bind(reason)
    .bind(on)
    .bind(council)
    .bind(proposal)
    .bind(jurisdiction)
    .bind(version)
    .run_versioned(tx)
    .await
}

/// The issues with a proposal to which a municipality has not said yes or no: council, issue, until when.
pub async fn awaiting(tx: &mut ReadTx, jurisdiction: JurisdictionCode) -> Result<Vec<(CouncilId, IssueId, Date)>, StoreError> {
    sql("SELECT p.council_id, p.issue_id, p.reply_by FROM proposal_replies r JOIN proposals p ON p.id = r.proposal_id
         JOIN issues i ON i.id = p.issue_id
         WHERE r.jurisdiction = $1 AND p.replaced_on IS NULL AND i.stage = 'proposed' AND (r.reply IS NULL OR r.reply = 'considering')
         ORDER BY p.reply_by, p.id")
    .bind(jurisdiction)
    .all(tx, |row| Ok((row.get("council_id")?, row.get("issue_id")?, row.get("reply_by")?)))
    .await
}

fn reason_place(proposal: ProposalId, jurisdiction: JurisdictionCode) -> Place {
    Place::new("proposal_replies.reason", format_args!("{proposal}/{jurisdiction}"))
}
