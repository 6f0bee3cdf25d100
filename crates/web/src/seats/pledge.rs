//! 参加承諾書 that come on paper after somebody accepted by word (A10).

use askama::Template;
use axum::extract::State;
use jiff::civil::Date;
use model::{OfficeId, SeatId, Vocabulary, calendar::format_date, seats::Channel};
use service::{
    App,
    papers::{Asked, Paper},
    seats::{
        self,
        answer::Way,
        attach_scan::{Error as ScanError, attach_scan},
        receive_pledge::{Error, Signature, receive_pledge},
    },
};

use crate::{
    caller::{Ids, Staff},
    components::Choice,
    errors::WebError,
    files,
    forms::Form,
    frame::{PageFrame, Room},
    papers,
    posted::{Posted, Uploaded},
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "seats/pledge.html")]
struct PledgePage {
    page: PageFrame,
    base: String,
    sheet: String,
    form: Form,
    name: String,
    channels: Vec<Choice>,
}

async fn pledge_form(app: &App, staff: &Staff, office: OfficeId, seat: SeatId, form: Form) -> Result<PledgePage, WebError> {
    let page = staff.office_frame(app, office, Room::Seats).await?;
    let name = seats::view(app, &staff.actor, office, seat).await?.person.name;
    let by_staff = |channel: &&Channel| channel.carries_pledge() && **channel != Channel::Online;
    let channels = Channel::ALL.iter().filter(by_staff).map(|channel| Choice::new(channel.code(), channel.label()));
    let base = format!("/offices/{office}/seats");
    Ok(PledgePage { page, sheet: format!("{base}/{seat}/pledge/sheet"), base, form, name, channels: channels.collect() })
}

/// A pledge that was given, as it was read, with the scan of its paper.
#[derive(Template)]
#[template(path = "seats/pledge_kept.html")]
struct KeptPage {
    page: PageFrame,
    base: String,
    form: Form,
    name: String,
    given_on: String,
    channel: Channel,
    affiliation: String,
    position: String,
    signed: String,
    addressee: String,
    text: String,
    sha256: String,
    /// The address of the scan.
    scan: Option<String>,
    scans: &'static str,
    scan_action: String,
}

impl KeptPage {
    fn on_paper(&self) -> bool {
        self.channel != Channel::Online
    }
}

async fn kept(app: &App, staff: &Staff, office: OfficeId, seat: SeatId, form: Form) -> Result<Option<KeptPage>, WebError> {
    let held = seats::view(app, &staff.actor, office, seat).await?;
    let Some(pledge) = held.pledge else { return Ok(None) };
    Ok(Some(KeptPage {
        page: staff.office_frame(app, office, Room::Seats).await?,
        base: format!("/offices/{office}/seats"),
        form,
        name: held.person.name,
        given_on: format_date(pledge.given_on),
        channel: pledge.channel,
        affiliation: pledge.affiliation,
        position: pledge.position,
        signed: pledge.name,
        addressee: pledge.addressee,
        text: pledge.text,
        sha256: pledge.text_sha256,
        scan: pledge.file.map(|file| format!("/offices/{office}/files/{file}")),
        scans: files::SCANS,
        scan_action: format!("/offices/{office}/seats/{seat}/pledge/scan"),
    }))
}

pub(super) async fn scan(
    State(app): State<App>,
    staff: Staff,
    Ids((office, seat)): Ids<(OfficeId, SeatId)>,
    Uploaded { mut form, files: sent }: Uploaded,
) -> Page {
    let address = format!("/offices/{office}/seats/{seat}/pledge");
    match files::chosen(sent, "scan") {
        None => form.fail("scan", "承諾書の写しのファイルを選んでください。"),
        Some(upload) => match attach_scan(&app, &staff.actor, office, seat, upload).await {
            Ok(_) => return render::done(&address, "承諾書の写しを付けました。"),
            Err(ScanError::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail("scan", error),
        },
    }
    render::form_again(&kept(&app, &staff, office, seat, form).await?.ok_or(WebError::NotFound)?)
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, seat)): Ids<(OfficeId, SeatId)>) -> Page {
    if let Some(kept) = kept(&app, &staff, office, seat, Form::empty()).await? {
        return render::page(&kept);
    }
    let person = seats::view(&app, &staff.actor, office, seat).await?.person;
    let form = Form::from_pairs([
        ("on", app.today().to_string()),
        ("channel", Channel::Paper.code().to_owned()),
        ("name", person.name),
        ("affiliation", person.affiliation.unwrap_or_default()),
        ("position", person.position.unwrap_or_default()),
    ]);
    render::page(&pledge_form(&app, &staff, office, seat, form).await?)
}

pub(super) async fn send(
    State(app): State<App>,
    staff: Staff,
    Ids((office, seat)): Ids<(OfficeId, SeatId)>,
    Posted(mut form): Posted,
) -> Page {
    let channel: Option<Channel> = form.choice("channel", "受け取り方");
    let on: Option<Date> = form.date("on", "承諾書の日付");
    let name = form.required("name", "氏名");
    let affiliation = form.optional("affiliation", "所属").unwrap_or_default();
    let position = form.optional("position", "役職").unwrap_or_default();
    if let (Some(channel), Some(on), Some(name), true) = (channel, on, name, form.is_valid()) {
        let signature = Signature { affiliation, position, name };
        match receive_pledge(&app, &staff.actor, office, seat, signature, Way { channel, on }).await {
            Ok(()) => {
                return render::done(
                    &format!("/offices/{office}/seats/{seat}/pledge"),
                    "参加承諾書を記録しました。会議と訪問に参加していただけます。",
                );
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::InFuture) => form.fail("on", error),
            Err(error @ Error::Spoken) => form.fail("channel", error),
            Err(error) => form.fail_whole(error),
        }
    }
    render::form_again(&pledge_form(&app, &staff, office, seat, form).await?)
}

/// The paper alone, for somebody who accepted by word.
pub(super) async fn sheet(State(app): State<App>, staff: Staff, Ids((office, seat)): Ids<(OfficeId, SeatId)>) -> Page {
    seats::view(&app, &staff.actor, office, seat).await?;
    let asked = Asked::office(Paper::Pledge);
    papers::show(&app, &staff, office, asked, format!("/offices/{office}/seats/{seat}/pledge"), Room::Seats).await
}
