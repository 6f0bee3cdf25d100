//! Choosing somebody for a seat.

use askama::Template;
use axum::extract::State;
use jiff::civil::Date;
use model::{
    OfficeId,
    calendar::FiscalYear,
    seats::{CommunityKind, FamilyStanding, Independence, SeatCategory},
};
use service::{
    App, residents,
    seats::choose::{self, Error},
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

#[derive(Template)]
#[template(path = "seats/choose.html")]
struct ChoosePage {
    page: PageFrame,
    base: String,
    form: Form,
    categories: Vec<Choice>,
    community_kinds: Vec<Choice>,
    family_standings: Vec<Choice>,
    independences: Vec<Choice>,
    residents: Vec<Choice>,
    needs: Vec<Choice>,
}

/// 情報保障・合理的配慮 (A13), in the words of the guide on taking part.
const NEEDS: [&str; 10] = [
    "ルビのついた資料",
    "大きな文字の資料",
    "やさしい言葉の資料",
    "点字",
    "手話通訳",
    "要約筆記",
    "車いすで通れる道順",
    "付き添いの方の待つ場所",
    "使いやすいトイレ",
    "オンラインでの参加",
];

async fn choose_form(app: &App, staff: &Staff, office: OfficeId, form: Form) -> Result<ChoosePage, WebError> {
    let page = staff.office_frame(app, office, Room::Seats).await?;
    let listed = residents::list(app, &staff.actor, office, None).await?;
    let residents = listed.lines.into_iter().map(|line| {
        let wish = line.wish.map_or("まだ聞いていない".to_owned(), |wish| wish.answer.to_string());
        Choice::new(line.resident.id.to_string(), format!("{}（{}・{wish}）", line.resident.name, line.dwelling))
    });
    Ok(ChoosePage {
        page,
        base: format!("/offices/{office}/seats"),
        form,
        categories: Choice::all::<SeatCategory>(),
        community_kinds: Choice::all::<CommunityKind>(),
        family_standings: Choice::all::<FamilyStanding>(),
        independences: Choice::all::<Independence>(),
        residents: residents.collect(),
        needs: NEEDS.iter().map(|need| Choice::new(*need, *need)).collect(),
    })
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    let year = FiscalYear::of(app.today());
    let form = Form::from_pairs([
        ("term_from", app.today().to_string()),
        ("term_until", year.next().last_day().to_string()),
        ("independence", "unknown".to_owned()),
    ]);
    render::page(&choose_form(&app, &staff, office, form).await?)
}

pub(super) async fn send(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Posted(mut form): Posted) -> Page {
    if let Some(input) = read(&mut form) {
        match choose::choose(&app, &staff.actor, office, input).await {
            Ok(chosen) => {
                let message = match chosen.advice.iter().find(|finding| matches!(finding.subject, rulebook::Subject::Seat(_))) {
                    Some(advice) => format!("候補に加えました。助言：{}", advice.reason),
                    None => "候補に加えました。次は「依頼する」から、お手紙を作ってください。".to_owned(),
                };
                return render::done(&format!("/offices/{office}/seats"), &message);
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => {
                let field = match &error {
                    Error::KanaUnfit => "kana",
                    Error::ResidentMissing | Error::Refused(_) => "resident",
                    Error::KindMissing => "community_kind",
                    Error::TermUnfit => "term_until",
                    Error::Fault(_) => "",
                };
                form.fail(field, error);
            }
        }
    }
    render::form_again(&choose_form(&app, &staff, office, form).await?)
}

fn read(form: &mut Form) -> Option<choose::Input> {
    let category = form.choice("category", "区分");
    let resident = form.optional_choice("resident", "利用者");
    // A resident's name is known already.
    let (name, kana) = match resident {
        Some(_) => (Some(String::new()), Some(String::new())),
        None => (form.required("name", "氏名"), form.required("kana", "ふりがな")),
    };
    let email = form.optional("email", "メールアドレス");
    if email.as_deref().is_some_and(|email| !service::accounts::is_email(email)) {
        form.fail("email", "メールアドレスの形が正しくありません。わからないときは空のままにしてください。");
    }
    let phone = form.optional("phone", "電話番号");
    let address = form.optional("address", "住所");
    let affiliation = form.optional("affiliation", "所属");
    let position = form.optional("position", "役職");
    let needs: Vec<String> = form.choices("needs", "必要な配慮");
    let independence = form.choice("independence", "法人との関係");
    let community_kind = form.optional_choice("community_kind", "地域の関係者の立場");
    let family_standing = form.optional_choice("family_standing", "利用者家族としての立場");
    let family_of = form.optional_choice("family_of", "どなたのご家族か");
    let proxy_for = form.optional_choice("proxy_for", "代理する利用者");
    let term_from: Option<Date> = form.date("term_from", "任期の始まり");
    let term_until: Option<Date> = form.date("term_until", "任期の終わり");
    if !form.is_valid() {
        return None;
    }
    Some(choose::Input {
        name: name?,
        kana: kana?,
        email,
        phone,
        address,
        affiliation,
        position,
        needs: (!needs.is_empty()).then(|| needs.join("\n")),
        independence: independence?,
        resident,
        category: category?,
        community_kind,
        family_standing,
        family_of,
        proxy_for,
        term_from: term_from?,
        term_until: term_until?,
        predecessor: None,
    })
}
