//! 資料・写真 beside published minutes: chosen or brought, looked through, released, taken back (H1, B9).

use askama::Template;
use axum::extract::State;
use model::{AttachmentId, MeetingId, OfficeId, Vocabulary, accounts::Role, calendar::format_date, files::FileKind};
use privacy::{Piece, PieceState, Subject};
use service::{
    App, japan, meetings,
    publications::attachments::{
        self,
        prepare::{self, Source},
        release, withdraw,
    },
    rows::Attachment,
};

use crate::{
    caller::{Ids, Staff},
    components::Choice,
    errors::WebError,
    files,
    forms::Form,
    frame::{PageFrame, Room},
    house::House,
    posted::{Posted, Uploaded},
    render::{self, Page},
};

/// What browsers offer to choose from: the content decides, and what is refused says why.
const TAKEN: &str = ".pdf,.docx,.xlsx,.pptx,.jpg,.jpeg,.png,.txt,.csv,image/jpeg";
/// So many letters of a file are shown on the page; the file itself shows the rest.
const SHOWN_LETTERS: usize = 100_000;

pub(super) fn rooms(house: House) -> House {
    house
        .get("/offices/{office}/publications/{meeting}/attachments", list)
        .post("/offices/{office}/publications/{meeting}/attachments", add)
        .get("/offices/{office}/publications/{meeting}/attachments/{attachment}", look)
        .post("/offices/{office}/publications/{meeting}/attachments/{attachment}", publish)
        .get("/offices/{office}/publications/{meeting}/attachments/{attachment}/file", open)
        .get("/offices/{office}/publications/{meeting}/attachments/{attachment}/withdraw", withdraw_page)
        .post("/offices/{office}/publications/{meeting}/attachments/{attachment}/withdraw", withdraw)
}

fn base(office: OfficeId, meeting: MeetingId) -> String {
    format!("/offices/{office}/publications/{meeting}/attachments")
}

struct Line {
    base: String,
    name: String,
    description: String,
    word: String,
    waits: bool,
    may_withdraw: bool,
}

fn line(attachment: &Attachment, base: &str, manages: bool) -> Line {
    let day = |at: jiff::Timestamp| format_date(japan(at).date());
    let word = match (attachment.withdrawn_at, attachment.released_at) {
        (Some(at), _) => format!("{}に取り下げました", day(at)),
        (None, Some(at)) => format!("{}から公表しています", day(at)),
        (None, None) => "まだ公表していません".to_owned(),
    };
    let waits = attachment.released_at.is_none();
    Line {
        base: format!("{base}/{}", attachment.id),
        name: format!("資料{}", attachment.number),
        description: attachment.content.as_ref().map(|content| content.description.clone()).unwrap_or_default(),
        word,
        waits,
        may_withdraw: attachment.withdrawn_at.is_none() && (waits || manages),
    }
}

#[derive(Template)]
#[template(path = "publications/attachments.html")]
struct ListPage {
    page: PageFrame,
    back: String,
    title: String,
    form: Form,
    public: Option<String>,
    lines: Vec<Line>,
    offered: Vec<Choice>,
    taken: &'static str,
}

async fn list_page(app: &App, staff: &Staff, office: OfficeId, meeting: MeetingId, form: Form) -> Result<ListPage, WebError> {
    let page = staff.office_frame(app, office, Room::Publications).await?;
    let view = attachments::view(app, &staff.actor, office, meeting).await?;
    let manages = staff.signed_in.account.role == Role::OfficeManager;
    let none = Choice::new("", "選ばない（下の欄からファイルを選ぶ）");
    let offered = view.offered.iter().map(|material| Choice::new(material.id.to_string(), material.title.clone()));
    Ok(ListPage {
        page,
        back: format!("/offices/{office}/publications"),
        title: meetings::title(view.meeting.year, view.meeting.number),
        form,
        public: view.address.map(|address| format!("/p/{address}")),
        lines: view.attachments.iter().map(|attachment| line(attachment, &base(office, meeting), manages)).collect(),
        offered: std::iter::once(none).chain(offered).collect(),
        taken: TAKEN,
    })
}

async fn list(State(app): State<App>, staff: Staff, Ids((office, meeting)): Ids<(OfficeId, MeetingId)>) -> Page {
    render::page(&list_page(&app, &staff, office, meeting, Form::empty()).await?)
}

async fn add(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting)): Ids<(OfficeId, MeetingId)>,
    Uploaded { mut form, files: sent }: Uploaded,
) -> Page {
    let material = form.optional_choice("material", "会議の資料");
    let source = match (material, files::chosen(sent, "file")) {
        (Some(material), _) => Some(Source::Material(material)),
        (None, upload) => upload.filter(|upload| !upload.bytes.is_empty()).map(Source::Upload),
    };
    match source {
        None if form.is_valid() => form.fail("file", "会議の資料を選ぶか、ファイルを選んでください。"),
        None => {}
        Some(source) => match prepare::prepare(&app, &staff.actor, office, meeting, source).await {
            Ok(id) => {
                let address = format!("{}/{id}", base(office, meeting));
                return render::done(&address, "公表用のきれいな写しを作りました。中身を確かめてください。まだ公表していません。");
            }
            Err(prepare::Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail("file", error),
        },
    }
    render::form_again(&list_page(&app, &staff, office, meeting, form).await?)
}

#[derive(Template)]
#[template(path = "publications/attachment.html")]
struct LookPage {
    page: PageFrame,
    back: String,
    base: String,
    name: String,
    kind: FileKind,
    form: Form,
    has_pictures: bool,
    is_picture: bool,
    removed: Vec<String>,
    lines: Vec<Vec<Stretch>>,
    is_cut: bool,
    certain: Vec<(String, String)>,
    checks: Vec<Choice>,
    cleared: Vec<Choice>,
}

async fn look_page(app: &App, staff: &Staff, ids: (OfficeId, MeetingId, AttachmentId), form: Form) -> Result<Option<LookPage>, WebError> {
    let (office, meeting, id) = ids;
    let page = staff.office_frame(app, office, Room::Publications).await?;
    let Some(waiting) = attachments::waiting(app, &staff.actor, office, meeting, id).await? else { return Ok(None) };
    let kind = attachments::open(app, &staff.actor, office, meeting, id).await?.kind;
    let text = waiting.attachment.text.as_deref().unwrap_or_default();
    let words = |subject: &Subject| subject.places.first().map(|place| place.words.clone()).unwrap_or_default();
    let (possible, certain): (Vec<&Subject>, Vec<&Subject>) = waiting.seen.iter().partition(|subject| subject.may_stay());
    let nobody = |subject: &&Subject| {
        let label = format!("「{}」（{}）は、個人が分かる言葉ではありません。", words(subject), subject.label.word());
        Choice::new(subject.key.clone(), label)
    };
    Ok(Some(LookPage {
        page,
        back: base(office, meeting),
        base: format!("{}/{id}", base(office, meeting)),
        name: format!("資料{}", waiting.attachment.number),
        kind,
        form,
        has_pictures: waiting.attachment.pictures > 0,
        is_picture: matches!(kind, FileKind::Jpeg | FileKind::Png),
        removed: waiting.removed.iter().map(|removed| removed.label().to_owned()).collect(),
        lines: marked(&waiting.text),
        is_cut: text.chars().count() > SHOWN_LETTERS,
        certain: certain.iter().map(|subject| (words(subject), subject.why.join(" "))).collect(),
        checks: waiting.checks.iter().map(|check| Choice::new(check.key.clone(), check.text.clone())).collect(),
        cleared: possible.iter().map(nobody).collect(),
    }))
}

/// A stretch of a line, marked or not.
struct Stretch {
    text: String,
    marked: bool,
}

/// The beginning of the text in lines, with marks where something was found.
fn marked(text: &[Piece]) -> Vec<Vec<Stretch>> {
    let mut lines = vec![Vec::new()];
    let mut left = SHOWN_LETTERS;
    for piece in text {
        let shown: String = piece.text.chars().take(left).collect();
        left -= shown.chars().count();
        for (number, part) in shown.split('\n').enumerate() {
            if number > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut()
                && !part.is_empty()
            {
                line.push(Stretch { text: part.to_owned(), marked: piece.state != PieceState::Plain });
            }
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

async fn look(State(app): State<App>, staff: Staff, Ids(ids): Ids<(OfficeId, MeetingId, AttachmentId)>) -> Page {
    match look_page(&app, &staff, ids, Form::empty()).await? {
        Some(page) => render::page(&page),
        None => render::on_to(&base(ids.0, ids.1)),
    }
}

async fn publish(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting, id)): Ids<(OfficeId, MeetingId, AttachmentId)>,
    Posted(mut form): Posted,
) -> Page {
    let input = release::Input {
        description: form.optional_text("description", "説明").unwrap_or_default(),
        ticked: form.choices("checks", "確かめること").into_iter().collect(),
        cleared: form.choices("cleared", "名前ではない言葉").into_iter().collect(),
    };
    match release::release(&app, &staff.actor, office, meeting, id, input).await {
        Ok(()) => return render::done(&base(office, meeting), "資料を公表しました。議事録の公表ページから、どなたでも開けます。"),
        Err(release::Error::Fault(fault)) => return Err(fault.into()),
        Err(error @ release::Error::Undescribed) => form.fail("description", error),
        Err(error @ release::Error::Unchecked) => form.fail("checks", error),
        Err(release::Error::Blocked(blocked))
            if blocked.subjects.iter().flat_map(|subject| &subject.places).any(|place| place.text == 0) =>
        {
            form.fail("description", "お名前と思われる言葉が入っています。お名前の出ない書き方に直してください。");
        }
        Err(error) => form.fail_whole(error),
    }
    match look_page(&app, &staff, (office, meeting, id), form).await? {
        Some(page) => render::form_again(&page),
        None => render::on_to(&base(office, meeting)),
    }
}

async fn open(State(app): State<App>, staff: Staff, Ids((office, meeting, id)): Ids<(OfficeId, MeetingId, AttachmentId)>) -> Page {
    Ok(files::download(attachments::open(&app, &staff.actor, office, meeting, id).await?, "shiryo"))
}

#[derive(Template)]
#[template(path = "publications/attachment_withdraw.html")]
struct WithdrawPage {
    page: PageFrame,
    back: String,
    line: Line,
    form: Form,
}

async fn withdraw_page(State(app): State<App>, staff: Staff, Ids((office, meeting, id)): Ids<(OfficeId, MeetingId, AttachmentId)>) -> Page {
    let page = staff.office_frame(&app, office, Room::Publications).await?;
    let view = attachments::view(&app, &staff.actor, office, meeting).await?;
    let back = base(office, meeting);
    let manages = staff.signed_in.account.role == Role::OfficeManager;
    let known = view.attachments.iter().find(|attachment| attachment.id == id).map(|attachment| line(attachment, &back, manages));
    let line = known.filter(|line| line.may_withdraw).ok_or(WebError::NotFound)?;
    render::page(&WithdrawPage { page, back, line, form: Form::empty() })
}

async fn withdraw(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting, id)): Ids<(OfficeId, MeetingId, AttachmentId)>,
    Posted(_): Posted,
) -> Page {
    withdraw::withdraw(&app, &staff.actor, office, meeting, id).await?;
    render::done(&base(office, meeting), "資料を取り下げました。公表用の写しは消しました。")
}
