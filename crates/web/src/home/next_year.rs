//! 来年度の準備: what stays, what changed, whose term ends, and the plan carried over in one step (4.10).

use askama::Template;
use axum::extract::{Query, State};
use model::{
    OfficeId,
    calendar::{FiscalYear, format_date},
};
use service::{
    App, meetings,
    years::{
        self, NextYear,
        carry::{self, Error, Keep},
    },
};

use crate::{
    caller::{Ids, Staff},
    components::Choice,
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::Posted,
    render::{self, Page},
};

#[derive(serde::Deserialize)]
pub(super) struct Into {
    year: Option<String>,
}

#[derive(Template)]
#[template(path = "home/next_year.html")]
struct NextYearPage {
    page: PageFrame,
    base: String,
    form: Form,
    ahead: NextYear,
    staying: Vec<String>,
    meetings: Vec<Choice>,
    members: Vec<Choice>,
    followed: Vec<String>,
    planned: Vec<(String, String)>,
    rules: Vec<String>,
}

impl NextYearPage {
    fn changed(&self) -> bool {
        !self.ahead.houses_changed.is_empty() || self.ahead.residents_new + self.ahead.residents_left > 0 || !self.rules.is_empty()
    }
}

fn asked(app: &App, written: Option<&str>) -> FiscalYear {
    written.and_then(|text| text.parse().ok()).unwrap_or_else(|| FiscalYear::of(app.today()).next())
}

async fn next_year_page(
    app: &App,
    staff: &Staff,
    office: OfficeId,
    into: FiscalYear,
    form: Option<Form>,
) -> Result<NextYearPage, WebError> {
    let page = staff.office_frame(app, office, Room::Home).await?;
    let ahead = years::view(app, &staff.actor, office, into).await?;
    let base = format!("/offices/{office}");
    let named = |held: &service::seats::Held| format!("{}さん（{}）", held.person.name, held.seat.category);
    let until =
        |held: &service::seats::Held| held.seat.term_until.map(|day| format!("　任期　{}まで", format_date(day))).unwrap_or_default();
    let members: Vec<Choice> = ahead
        .leaving
        .iter()
        .filter(|leaving| !leaving.followed)
        .map(|leaving| {
            let term = format!("{}から{}まで", format_date(leaving.from), format_date(leaving.until));
            Choice::new(leaving.held.seat.id.to_string(), format!("{}　{term}", named(&leaving.held)))
        })
        .collect();
    let kept: Vec<Choice> =
        ahead.meetings.iter().map(|meeting| Choice::new(meeting.id.to_string(), meetings::title(meeting.year, meeting.number))).collect();
    // Everything is proposed; what is not wanted is unticked.
    let all = || {
        let meetings = kept.iter().map(|choice| ("meetings", choice.value.clone()));
        let members = members.iter().map(|choice| ("members", choice.value.clone()));
        Form::from_pairs(meetings.chain(members).chain([("agendas", "yes".to_owned()), ("year", into.start_year().to_string())]))
    };
    Ok(NextYearPage {
        page,
        form: form.unwrap_or_else(all),
        staying: ahead.staying.iter().map(|held| format!("{}{}", named(held), until(held))).collect(),
        followed: ahead.leaving.iter().filter(|leaving| leaving.followed).map(|leaving| named(&leaving.held)).collect(),
        planned: ahead
            .planned
            .iter()
            .map(|meeting| (format!("{base}/meetings/{}", meeting.id), meetings::title(meeting.year, meeting.number)))
            .collect(),
        rules: ahead.rules.iter().map(rule_words).collect(),
        meetings: kept,
        members,
        ahead,
        base,
    })
}

fn rule_words(change: &years::RuleChange) -> String {
    let when = match (change.since, change.until) {
        (Some(since), _) => format!("{}から", format_date(since)),
        (None, Some(until)) => format!("{}まで", format_date(until)),
        (None, None) => String::new(),
    };
    format!("{when}　{}（根拠：{}）", change.sentence, change.source)
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Query(query): Query<Into>) -> Page {
    let into = asked(&app, query.year.as_deref());
    render::page(&next_year_page(&app, &staff, office, into, None).await?)
}

pub(super) async fn send(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Posted(mut form): Posted) -> Page {
    let into = asked(&app, Some(form.value("year")));
    let keep = Keep {
        meetings: form.choices("meetings", "引き継ぐ会議").into_iter().collect(),
        agendas: form.checked("agendas"),
        members: form.choices("members", "再任をお願いする方").into_iter().collect(),
    };
    if form.is_valid() {
        match carry::carry(&app, &staff.actor, office, into, &keep).await {
            Ok(made) => {
                let said = format!(
                    "会議{}回分の計画と、再任の候補{}人分を作りました。もう一度押しても、重なりません。",
                    made.meetings, made.members
                );
                return render::done(&format!("/offices/{office}/next-year?year={}", into.start_year()), &said);
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::Member(_)) => form.fail("members", error),
            Err(error @ Error::YearUnfit) => form.fail_whole(error),
        }
    }
    render::form_again(&next_year_page(&app, &staff, office, into, Some(form)).await?)
}
