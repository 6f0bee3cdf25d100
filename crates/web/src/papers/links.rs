//! The one line by which a page leads to its paper, what each paper is for, and where what it lacks is mended.

use model::{OfficeId, Vocabulary};
use service::papers::{Asked, CallPaper, Line, MOST_IN_A_FILE, Paper, Place, Receivers};

/// The addresses of a paper's files, for `components/papers.html`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Papers {
    /// For those who hear the page: of what the files are.
    pub(crate) what: String,
    /// Each with its words.
    pub(crate) files: Vec<(String, &'static str)>,
}

/// What is offered, with the ending of its file and what is asked for besides.
const OFFERED: [(&str, &str, &str); 5] =
    [("html", "", "画面で見る"), ("pdf", "", "PDF"), ("pdf", "size=18", "大きな文字のPDF"), ("docx", "", "Word"), ("txt", "", "テキスト")];

impl Papers {
    /// The files of an office's paper.
    pub(crate) fn new(office: OfficeId, asked: &Asked) -> Self {
        let mut query = Vec::new();
        query.extend(asked.of.as_ref().map(|of| format!("of={of}")));
        query.extend(asked.year.map(|year| format!("year={}", year.start_year())));
        Self::below(&format!("/offices/{office}/papers"), asked.paper, &query)
    }

    /// The files of all letters of a call, or of their labels. Labels do not grow, and are stuck on: they come as PDF only.
    /// `number`: which file of several, from 0.
    pub(crate) fn of_call(base: &str, paper: CallPaper, to: Receivers, number: usize) -> Self {
        let only = (to == Receivers::Unreached).then(|| "only=undelivered".to_owned());
        let further = (number > 0).then(|| format!("file={}", number + 1));
        let query: Vec<String> = only.into_iter().chain(further).collect();
        let mut whole = Self::below(&format!("{base}/letters"), paper, &query);
        if number > 0 {
            whole.what = format!("{}（{}通目から）", whole.what, number * MOST_IN_A_FILE + 1);
        }
        let offered = |file: &(String, &str)| match paper {
            CallPaper::Letters => !file.0.contains(".html"),
            CallPaper::Labels => file.1 == "PDF",
        };
        Self { files: whole.files.into_iter().filter(offered).collect(), ..whole }
    }

    fn below(base: &str, paper: impl Vocabulary, query: &[String]) -> Self {
        let file = |(ending, size, label): &(&str, &str, &'static str)| {
            let asked: Vec<&str> = query.iter().map(String::as_str).chain((!size.is_empty()).then_some(*size)).collect();
            let asked = if asked.is_empty() { String::new() } else { format!("?{}", asked.join("&")) };
            (format!("{base}/{}.{ending}{asked}", paper.code()), *label)
        };
        Self { what: paper.label().to_owned(), files: OFFERED.iter().map(file).collect() }
    }
}

/// What a paper is for, in one line.
pub(super) fn purpose(paper: Paper) -> &'static str {
    match paper {
        Paper::ContactWish => "地域の方と会うことについて、利用者に聞くときに使います。まだ聞いていない方の分を作ります。",
        Paper::Invitation => {
            "構成員をお願いするお手紙です。承諾書が付き、携帯電話でもお返事できます。大きな文字が必要な方の分は、そのように作ります。"
        }
        Paper::Pledge => "引き受けてくださる方に、紙で書いていただくときに使います。",
        Paper::ReferralRequest => "地域の関係者の紹介を、市町村にお願いするときに使います。",
        Paper::SeatList => "いま就任している構成員の一覧です。公表しません。",
        Paper::AddressLabels => "お手紙の封筒に貼ります。A4で12枚に分かれた用紙に合います。",
        Paper::YearPlan => "一年にすることと期限を、1枚で見渡せます。",
        Paper::MeetingNotice => {
            "会議のご案内です。お一人に1通ずつ、出欠・書面意見票を付けて作ります。大きな文字が必要な方の分は、そのように作ります。"
        }
        Paper::AttendanceReply => "出欠と、来られない方のご意見を、紙で書いていただくときに使います。",
        Paper::Agenda => "会議の日に配ります。",
        Paper::ChairScript => "会議を進める方が、時間とせりふを確かめながら使います。",
        Paper::MaterialCover => "個人情報のある資料に、番号を付けて重ねます。",
        Paper::CollectionSheet => "会議の終わりに、番号を確かめて集めます。",
        Paper::Handbook => "はじめての訪問の前に、構成員にお渡しします。",
        Paper::VisitRecord => "訪問した方に、感想を書いていただきます。公表しません。",
        Paper::PrescribedVisitRecord => {
            "自治体の定めた様式で、訪問を記録するときに使います。公表しません。書いた文章がそのまま入るので、利用者や構成員が分かることがないかを確かめてください。"
        }
        Paper::PrescribedMinutes => "公表した議事録を、自治体の定めた様式に写したものです。自治体への報告に使います。",
        Paper::MinutesInternal => "出席者の氏名が入った、事業所の控えです。外に出しません。",
        Paper::MinutesConfirmation => "出席した方に、内容を確かめていただくときに使います。",
        Paper::MinutesPublication => "公表した議事録です。どなたにもお渡しできます。",
        Paper::Poster => "議事録を読めることを知らせる、掲示用の1枚です。",
        Paper::PublicationReport => "議事録をいつ、どこで公表したかを、市町村に報告するときに使います。",
        Paper::AnnualReport => "市町村に提出した報告を、目次を付けて1つにまとめたものです。",
    }
}

/// The page on which what is missing is mended.
pub(super) fn mend(office: OfficeId, line: &Line) -> String {
    let room = match (line.asked.paper, line.at) {
        (Paper::MeetingNotice, Some(Place::Meeting(id))) => format!("meetings/{id}"),
        (Paper::AttendanceReply, Some(Place::Meeting(id))) => format!("meetings/{id}"),
        (Paper::Agenda | Paper::ChairScript, Some(Place::Meeting(id))) => format!("meetings/{id}/agenda"),
        (Paper::MaterialCover | Paper::CollectionSheet, Some(Place::Meeting(id))) => format!("meetings/{id}/materials"),
        (Paper::MinutesInternal | Paper::MinutesConfirmation, Some(Place::Meeting(id))) => format!("minutes/{id}"),
        (Paper::MinutesPublication | Paper::PrescribedMinutes | Paper::Poster, Some(Place::Meeting(id))) => format!("publications/{id}"),
        (_, Some(Place::Meeting(id))) => format!("meetings/{id}"),
        (_, Some(Place::Matter(id))) => format!("matters/{id}"),
        (Paper::ContactWish, None) => "residents".to_owned(),
        (Paper::Handbook | Paper::VisitRecord | Paper::PrescribedVisitRecord, None) => "visits".to_owned(),
        (Paper::PublicationReport, None) => "publications".to_owned(),
        (_, None) => "seats".to_owned(),
    };
    format!("/offices/{office}/{room}")
}
