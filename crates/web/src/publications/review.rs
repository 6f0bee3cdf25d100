//! 公表前確認: the page on which somebody decides about everything that the gate found, sees at once what comes of it, and
//! publishes it (H1, B14).

use std::collections::BTreeSet;

use askama::Template;
use axum::{extract::State, http::StatusCode};
use model::{MeetingId, OfficeId, calendar::format_date_time};
use privacy::{Decision, Decisions, Leak, Leaked, Stand, Subject, gate};
use service::{
    App, japan, meetings,
    publications::{
        self, Check,
        release::{self, Error},
        review::{self, Review},
    },
};

use super::marked::Marked;
use crate::{
    caller::{Ids, Staff},
    components::{Choice, Step},
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::Posted,
    render::{self, Page},
};

/// So many places of a subject are shown with what stands around them.
const PLACES: usize = 3;

/// A person or a thing to decide about.
struct Card {
    number: usize,
    key: String,
    words: String,
    badge: &'static str,
    decided: bool,
    remembered: bool,
    stored: Option<String>,
    why: String,
    places: Vec<(String, String, String)>,
    more: usize,
    choices: Vec<Choice>,
    may_stay: bool,
}

/// How the second pair of eyes stands.
enum Second {
    NotWanted,
    /// This person may agree, or has agreed.
    Asked {
        agreed: Option<String>,
        by_reader: bool,
    },
}

#[derive(Template)]
#[template(path = "publications/review.html")]
struct ReviewPage {
    page: PageFrame,
    base: String,
    list: String,
    minutes: String,
    form: Form,
    title: String,
    steps: Vec<Step>,
    known: Option<Known>,
    checks: Vec<Choice>,
    leaks: Vec<Leaked>,
}

/// What the page knows once the minutes are confirmed.
struct Known {
    cards: Vec<Card>,
    open: usize,
    before: Marked,
    after: Marked,
    decided_at: Option<String>,
    sha256: Option<String>,
    second: Second,
    may_publish: bool,
}

async fn review_page(
    app: &App,
    staff: &Staff,
    (office, meeting): (OfficeId, MeetingId),
    found: Option<Review>,
    form: Form,
) -> Result<ReviewPage, WebError> {
    let page = staff.office_frame(app, office, Room::Publications).await?;
    let about = meetings::view(app, &staff.actor, office, meeting).await?;
    let known = found.map(|review| known(&review, staff));
    let ready = known.as_ref().is_some_and(|known| known.sha256.is_some());
    Ok(ReviewPage {
        page,
        base: format!("/offices/{office}/publications/{meeting}"),
        list: format!("/offices/{office}/publications"),
        minutes: format!("/offices/{office}/minutes/{meeting}"),
        form,
        title: meetings::title(about.year, about.number),
        steps: Step::list(&["言葉を決める", "文章を確かめる", "公表する"], usize::from(ready)),
        known,
        checks: publications::checks()?.iter().map(|Check { key, text }| Choice::new(key.clone(), text.clone())).collect(),
        leaks: Vec::new(),
    })
}

fn known(review: &Review, staff: &Staff) -> Known {
    let settled = &review.settled;
    let draft = |pieces| Marked::of(&settled.content, pieces, &settled.subjects);
    let at = |at| format_date_time(japan(at).datetime());
    Known {
        cards: settled.subjects.iter().enumerate().map(|(at, subject)| card(at, subject, review)).collect(),
        open: settled.open().count(),
        before: draft(&settled.before),
        after: draft(&settled.after),
        decided_at: review.decided_at.map(at),
        sha256: review.sha256.clone(),
        may_publish: !review.second_reader.is_wanted()
            || review.agreement.as_ref().is_some_and(|agreed| Some(agreed.by) != staff.actor.account()),
        second: match review.second_reader.is_wanted() {
            false => Second::NotWanted,
            true => Second::Asked {
                agreed: review.agreement.as_ref().map(|agreed| at(agreed.at)),
                by_reader: review.agreement.as_ref().is_some_and(|agreed| Some(agreed.by) == staff.actor.account()),
            },
        },
    }
}

fn card(at: usize, subject: &Subject, review: &Review) -> Card {
    let badge = match subject {
        Subject { marked: true, .. } => "自分で付けた印",
        Subject { known: true, .. } => "名簿のお名前",
        _ if subject.is_person() && subject.confidence < 0.8 => "お名前かもしれない言葉",
        _ if subject.is_person() => "お名前",
        _ => subject.label.word(),
    };
    let line = |place: &privacy::Place| (one_line(&place.before), place.words.clone(), one_line(&place.after));
    Card {
        number: at + 1,
        key: subject.key.clone(),
        words: subject.forms().join("」「"),
        badge,
        decided: subject.decision.is_some(),
        remembered: review.remembered.contains(&subject.key),
        stored: None,
        why: subject.why.join(""),
        places: subject.places.iter().take(PLACES).map(line).collect(),
        more: subject.places.len().saturating_sub(PLACES),
        choices: choices(subject),
        may_stay: subject.may_stay(),
    }
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}

/// What may be chosen. The words show what will stand there.
fn choices(subject: &Subject) -> Vec<Choice> {
    let mut choices = Vec::new();
    if subject.may_be_rounded() {
        choices.push(Choice::new("rounded", "だいたいの年齢・年代にする（80代、昭和10年代など）"));
    }
    if subject.is_person() {
        choices.extend(Stand::ALL.map(|stand| Choice::new(stand_code(stand), format!("「{}」と書く", stand.words()))));
        choices.push(Choice::new("letter", "同じ文字で通す（Aさん など。本当の頭文字は使いません）"));
    }
    choices.push(Choice::new("mark", format!("「{}」と書く", gate::mark(subject.label))));
    if subject.may_stay() {
        choices.push(Choice::new("keep", "そのまま載せる（理由を書く）"));
    }
    choices
}

fn stand_code(stand: Stand) -> &'static str {
    match stand {
        Stand::Resident => "resident",
        Stand::Family => "family",
        Stand::Community => "community",
        Stand::Staff => "staff",
        Stand::Other => "other",
    }
}

/// A decision as the form writes it: the choice, and the reason.
fn written(decision: &Decision) -> (&'static str, &str) {
    match decision {
        Decision::Mark => ("mark", ""),
        Decision::Category { stand } => (stand_code(*stand), ""),
        Decision::Letter => ("letter", ""),
        Decision::Rounded => ("rounded", ""),
        Decision::Keep { reason } => ("keep", reason),
    }
}

/// The form as it is first shown: what was decided; what is proposed where that is sure, or remembered from an earlier text. A
/// doubtful word gets no proposal: somebody has to look at it.
fn form_of(review: &Review) -> Form {
    let mut pairs = vec![
        ("version".to_owned(), review.version.to_string()),
        ("marked".to_owned(), review.marked.iter().cloned().collect::<Vec<_>>().join("\n")),
    ];
    for (at, subject) in review.settled.subjects.iter().enumerate() {
        let sure = subject.known || subject.confidence >= 0.8 || review.remembered.contains(&subject.key);
        let chosen = subject.decision.as_ref().or(sure.then_some(&subject.proposal)).map(written);
        if let Some((how, reason)) = chosen {
            pairs.push((format!("how-{}", at + 1), how.to_owned()));
            pairs.push((format!("reason-{}", at + 1), reason.to_owned()));
        }
    }
    Form::from_pairs(pairs)
}

/// Decisions that a form says. One without a choice, or kept without a reason, is none.
fn decisions_of(form: &mut Form) -> Decisions {
    let mut decisions = Decisions::none();
    let marked = form.optional_text("marked", "ほかに隠す言葉").unwrap_or_default();
    decisions.marked = marked.lines().map(str::trim).filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect();
    for number in 1.. {
        let key = form.value(format!("key-{number}")).to_owned();
        if key.is_empty() {
            break;
        }
        let reason = form.optional(&format!("reason-{number}"), "そのまま載せる理由").unwrap_or_default();
        let decision = match form.value(format!("how-{number}")) {
            "mark" => Decision::Mark,
            "letter" => Decision::Letter,
            "rounded" => Decision::Rounded,
            "keep" if reason.is_empty() => {
                form.fail(&format!("reason-{number}"), "そのまま載せるときは、理由を書いてください。");
                continue;
            }
            "keep" => Decision::Keep { reason },
            code => match Stand::ALL.into_iter().find(|stand| stand_code(*stand) == code) {
                Some(stand) => Decision::Category { stand },
                None => continue,
            },
        };
        decisions.made.insert(key, decision);
    }
    decisions
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(ids): Ids<(OfficeId, MeetingId)>) -> Page {
    let found = review::view(&app, &staff.actor, ids.0, ids.1).await?;
    let form = found.as_ref().map(form_of).unwrap_or_default();
    render::page(&review_page(&app, &staff, ids, found, form).await?)
}

/// The page again, with a form that was not taken.
async fn again(app: &App, staff: &Staff, ids: (OfficeId, MeetingId), asked: Option<Decisions>, form: Form) -> Result<ReviewPage, WebError> {
    let found = match asked {
        Some(asked) => review::preview(app, &staff.actor, ids.0, ids.1, asked).await?,
        None => review::view(app, &staff.actor, ids.0, ids.1).await?,
    };
    // Subjects may stand in another order by now: what was chosen is found by its key.
    let mut fields = found.as_ref().map(form_of).unwrap_or_default();
    let chosen = chosen_by_key(&form);
    for (at, subject) in found.iter().flat_map(|review| review.settled.subjects.iter().enumerate()) {
        if let Some((how, reason)) = chosen.get(subject.key.as_str()) {
            fields.set(&format!("how-{}", at + 1), how);
            fields.set(&format!("reason-{}", at + 1), reason);
        }
    }
    if !form.value("marked").is_empty() {
        fields.set("marked", form.value("marked"));
    }
    for check in form.pairs_without(&[]).into_iter().filter(|(name, _)| name == "checks") {
        fields.add("checks", check.1);
    }
    for error in form.errors() {
        let number = error.field.strip_prefix("reason-").map(|number| form.value(format!("key-{number}")).to_owned());
        let place = number.and_then(|key| found.as_ref()?.settled.subjects.iter().position(|subject| subject.key == key));
        match place {
            Some(at) => fields.fail(&format!("reason-{}", at + 1), &error.message),
            None if error.field.starts_with("reason-") => fields.fail_whole(&error.message),
            None => fields.fail(&error.field, &error.message),
        }
    }
    review_page(app, staff, ids, found, fields).await
}

fn chosen_by_key(form: &Form) -> std::collections::BTreeMap<String, (String, String)> {
    let number = |number: usize| {
        let key = form.value(format!("key-{number}"));
        (!key.is_empty()).then(|| {
            let chosen = (form.value(format!("how-{number}")).to_owned(), form.value(format!("reason-{number}")).to_owned());
            (key.to_owned(), chosen)
        })
    };
    (1..).map_while(number).collect()
}

/// Keeps what was decided.
pub(super) async fn decide(State(app): State<App>, staff: Staff, Ids(ids): Ids<(OfficeId, MeetingId)>, Posted(mut form): Posted) -> Page {
    let asked = decisions_of(&mut form);
    if !form.is_valid() {
        return render::form_again(&again(&app, &staff, ids, Some(asked), form).await?);
    }
    let version = form.value("version").parse().unwrap_or_default();
    let here = format!("/offices/{}/publications/{}", ids.0, ids.1);
    match review::decide(&app, &staff.actor, ids.0, ids.1, version, asked.clone()).await {
        Ok(()) => {
            let left = review::view(&app, &staff.actor, ids.0, ids.1).await?.map_or(0, |review| review.settled.open().count());
            let message = match left {
                0 => "保存しました。すべて決まりました。公表される文章を確かめてください。".to_owned(),
                left => format!("保存しました。まだ決めていない言葉が、{left}件あります。"),
            };
            render::done(&here, &message)
        }
        Err(review::Error::Fault(fault)) => Err(fault.into()),
        Err(error @ review::Error::Stale) => {
            form.fail_whole(error);
            let theirs = review::view(&app, &staff.actor, ids.0, ids.1).await?;
            let mut page = again(&app, &staff, ids, Some(asked), form).await?;
            show_theirs(&mut page, theirs.as_ref());
            render::with_status(StatusCode::CONFLICT, &page)
        }
        Err(error) => {
            form.fail_whole(error);
            render::form_again(&again(&app, &staff, ids, Some(asked), form).await?)
        }
    }
}

/// Puts beside each choice what somebody else stored meanwhile.
fn show_theirs(page: &mut ReviewPage, theirs: Option<&Review>) {
    let (Some(known), Some(theirs)) = (page.known.as_mut(), theirs) else { return };
    for card in &mut known.cards {
        let stored = theirs.settled.subjects.iter().find(|subject| subject.key == card.key).and_then(|subject| subject.decision.as_ref());
        let stored = stored.map(|decision| written(decision).0);
        card.stored = stored.and_then(|how| card.choices.iter().find(|choice| choice.value == how)).map(|choice| choice.label.clone());
    }
}

#[derive(Template)]
#[template(path = "publications/preview.html")]
struct Preview {
    after: Marked,
    open: usize,
}

/// The document that would come of a form, for the module that shows it while somebody chooses. Nothing is kept.
pub(super) async fn preview(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    let asked = decisions_of(&mut form);
    let review = review::preview(&app, &staff.actor, office, meeting, asked).await?.ok_or(WebError::NotFound)?;
    let settled = &review.settled;
    render::page(&Preview { after: Marked::of(&settled.content, &settled.after, &settled.subjects), open: settled.open().count() })
}

/// A second person agrees.
pub(super) async fn agree(State(app): State<App>, staff: Staff, Ids(ids): Ids<(OfficeId, MeetingId)>, Posted(mut form): Posted) -> Page {
    let sha256 = form.value("sha256").to_owned();
    match review::agree(&app, &staff.actor, ids.0, ids.1, &sha256).await {
        Ok(()) => render::done(
            &format!("/offices/{}/publications/{}", ids.0, ids.1),
            "この文章に同意したことを記録しました。ほかの職員が公表できます。",
        ),
        Err(review::Error::Fault(fault)) => Err(fault.into()),
        Err(error) => {
            form.fail_whole(error);
            render::form_again(&again(&app, &staff, ids, None, form).await?)
        }
    }
}

/// Publishes what was looked at.
pub(super) async fn publish(State(app): State<App>, staff: Staff, Ids(ids): Ids<(OfficeId, MeetingId)>, Posted(mut form): Posted) -> Page {
    let ticked: BTreeSet<String> = form.choices("checks", "確かめること").into_iter().collect();
    let sha256 = Some(form.value("sha256").to_owned()).filter(|sha256| !sha256.is_empty());
    let error = match release::release(&app, &staff.actor, ids.0, ids.1, release::Input { ticked, sha256 }).await {
        Ok(address) => {
            return render::done(&format!("/p/{address}"), "公表しました。このページは、どなたでも読むことができます。");
        }
        Err(Error::Fault(fault)) => return Err(fault.into()),
        Err(error) => error,
    };
    match &error {
        Error::Unchecked => form.fail("checks", &error),
        _ => form.fail_whole(&error),
    }
    let mut page = again(&app, &staff, ids, None, form).await?;
    if let Error::Leak(Leak::Found(leaks)) = error {
        page.leaks = leaks;
    }
    render::form_again(&page)
}
