//! The package of a yearly report: what there is, what is missing, and handing it in (D4).

use axum::extract::State;
use model::{MatterId, OfficeId};
use service::{
    App,
    matters::{
        Desk,
        report::{self, Error, Mend},
    },
};

use super::thread;
use crate::{
    caller::{Ids, Staff},
    components::{Choice, Link},
    errors::WebError,
    posted::Posted,
    render::{self, Page},
};

/// A part of the report as the page shows it.
pub(super) struct PartView {
    pub(super) title: String,
    pub(super) has: Vec<String>,
    pub(super) missing: Vec<(String, Option<Link>)>,
}

/// The report before it is handed in.
pub(super) struct Papers {
    pub(super) parts: Vec<PartView>,
    pub(super) complete: bool,
    pub(super) closed: bool,
    /// Words that are names: they must be taken out where they stand.
    pub(super) names: Vec<String>,
    /// Words that may be names: a person says.
    pub(super) doubtful: Vec<Choice>,
}

pub(super) async fn papers(app: &App, staff: &Staff, office: OfficeId, id: MatterId) -> Result<Papers, WebError> {
    let package = report::package(app, &staff.actor, office, id).await?;
    // ①②③ as the city's announcement numbers them.
    let numbered = |place: usize| char::from_u32(u32::from('①') + u32::try_from(place).unwrap_or_default()).unwrap_or('・');
    let part = |(place, part): (usize, &report::Part)| PartView {
        title: format!("{}　{}", numbered(place), part.item),
        has: part.has.clone(),
        missing: part.missing.iter().map(|missing| (missing.what.clone(), link(office, missing.mend))).collect(),
    };
    Ok(Papers {
        parts: package.parts.iter().enumerate().map(part).collect(),
        complete: package.complete(),
        closed: package.closed,
        names: package.open.iter().filter(|subject| !subject.may_stay()).flat_map(privacy::Subject::forms).map(ToOwned::to_owned).collect(),
        doubtful: package.open.iter().filter(|subject| subject.may_stay()).map(doubtful).collect(),
    })
}

fn doubtful(subject: &privacy::Subject) -> Choice {
    let words = subject.key.strip_prefix("word:").map_or_else(|| subject.forms().join("」「"), ToOwned::to_owned);
    let stays = if subject.is_person() { "人の名前ではありません。" } else { "載せてもよい内容です。" };
    Choice::new(subject.key.clone(), format!("「{words}」は、{stays}"))
}

/// The page on which something can be mended.
fn link(office: OfficeId, mend: Mend) -> Option<Link> {
    let (href, label) = match mend {
        Mend::Meetings => (format!("/offices/{office}/meetings"), "日程・会議へ"),
        Mend::Minutes(meeting) => (format!("/offices/{office}/minutes/{meeting}"), "議事録へ"),
        Mend::Publication(meeting) => (format!("/offices/{office}/publications/{meeting}"), "公表へ"),
        Mend::Visits => (format!("/offices/{office}/visits"), "訪問へ"),
        Mend::Here => return None,
    };
    Some(Link { href, label: label.to_owned() })
}

pub(super) async fn submit(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MatterId)>,
    Posted(mut form): Posted,
) -> Page {
    let desk = Desk::Office(office);
    let input = report::Input {
        version: thread::version(&form),
        note: form.optional_text("note", "報告に添えること").unwrap_or_default(),
        reason: form.optional_text("reason", "そろわない理由").unwrap_or_default(),
        checked: form.checked("checked"),
        cleared: form.choices("cleared", "名前ではない言葉").into_iter().collect(),
    };
    if form.is_valid() {
        match report::submit(&app, &staff.actor, office, id, input).await {
            Ok(()) => return render::done(&thread::address(desk, id), "提出しました。提出した内容は、この画面からいつでも印刷できます。"),
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::Incomplete) => form.fail("reason", error),
            Err(error @ Error::Unchecked) => form.fail("checked", error),
            Err(Error::Blocked(blocked)) => {
                let words: Vec<&str> = blocked.subjects.iter().flat_map(privacy::Subject::forms).collect();
                let error = Error::Blocked(blocked.clone());
                form.fail_whole(format_args!("{error}次の言葉を書き換えてから、もう一度提出してください：「{}」", words.join("」「")));
            }
            Err(error) => form.fail_whole(error),
        }
    }
    thread::again(&app, &staff, desk, id, form).await
}

pub(super) async fn receive(State(app): State<App>, staff: Staff, Ids(id): Ids<MatterId>, Posted(mut form): Posted) -> Page {
    let desk = thread::authority(&staff)?;
    let text = form.optional_text("receipt_text", "添える言葉").unwrap_or_default();
    if form.is_valid() {
        match report::receive(&app, &staff.actor, id, thread::version(&form), text).await {
            Ok(()) => return render::done(&thread::address(desk, id), "受け取り、事業所に受領を知らせました。"),
            Err(report::DecideError::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail_whole(error),
        }
    }
    thread::again(&app, &staff, desk, id, form).await
}

pub(super) async fn give_back(State(app): State<App>, staff: Staff, Ids(id): Ids<MatterId>, Posted(mut form): Posted) -> Page {
    let desk = thread::authority(&staff)?;
    if let Some(reason) = form.required_text("return_reason", "直してほしいこと") {
        match report::give_back(&app, &staff.actor, id, thread::version(&form), reason).await {
            Ok(()) => return render::done(&thread::address(desk, id), "直しをお願いしました。"),
            Err(report::DecideError::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail_whole(error),
        }
    }
    thread::again(&app, &staff, desk, id, form).await
}
