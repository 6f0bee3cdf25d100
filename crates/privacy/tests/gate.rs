//! Invariants 3 and 4: nothing becomes public except through the gate.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot set its scene has failed")]

use std::collections::BTreeSet;

use jiff::civil::date;
use model::{
    calendar::FiscalYear,
    meetings::NoteKind,
    publications::{PublicEntry, PublicItem, PublicMinutes},
    seats::SeatCategory,
};
use privacy::{Decision, Decisions, Format, Gate, KnownPerson, Leak, PersonChecks, PieceState, Produced, Released, Stand};

fn minutes(text: &str) -> PublicMinutes {
    let entry = PublicEntry { kind: NoteKind::Request, category: Some(SeatCategory::Community), text: text.to_owned(), answer: None };
    PublicMinutes {
        office_name: "グループホーム見本".to_owned(),
        office_number: "9920000010".to_owned(),
        year: FiscalYear::of(date(2026, 10, 1)),
        number: 1,
        held_on: date(2026, 10, 1),
        place_kind: None,
        attendance: Vec::new(),
        staff_present: 2,
        items: vec![PublicItem { title: "地域行事".to_owned(), purposes: Vec::new(), entries: vec![entry] }],
        summary: String::new(),
    }
}

const PEOPLE: [(&str, &str, Stand); 3] = [
    ("見本 花子", "みほん はなこ", Stand::Resident),
    ("青空 次郎", "あおぞら じろう", Stand::Community),
    ("森 一", "もり はじめ", Stand::Staff),
];

fn gate() -> Gate {
    let people = PEOPLE.map(|(name, kana, stand)| KnownPerson { name: name.to_owned(), kana: kana.to_owned(), stand });
    Gate::new(people.to_vec(), vec!["グループホーム見本".to_owned()], None)
}

fn checks() -> PersonChecks {
    PersonChecks::complete(["names"], &BTreeSet::from(["names".to_owned()])).unwrap()
}

/// Every subject of a text gets the decision.
fn decided(text: &str, decision: impl Fn(&privacy::Subject) -> Decision) -> Decisions {
    let settled = gate().settle(&text.to_owned(), &Decisions::none());
    Decisions { made: settled.subjects.iter().map(|subject| (subject.key.clone(), decision(subject))).collect(), ..Decisions::none() }
}

fn after(text: &str, decision: impl Fn(&privacy::Subject) -> Decision) -> String {
    gate().release(&text.to_owned(), &decided(text, decision), &checks()).unwrap().content().clone()
}

fn keep(reason: &str) -> Decision {
    Decision::Keep { reason: reason.to_owned() }
}

/// H1: a certain name passes for nobody, whatever a person says.
#[test]
fn a_known_name_is_not_released_and_cannot_be_kept() {
    let text = "見本さんも祭りに来てほしい。";
    assert!(gate().release(&minutes(text), &Decisions::none(), &checks()).is_err());
    let blocked = gate().release(&minutes(text), &decided(text, |_| keep("本人がよいと言った")), &checks()).unwrap_err();
    assert!(!blocked.subjects[0].may_stay());
}

/// H1
#[test]
fn a_word_that_only_sounds_like_a_name_stays_when_a_person_said_why() {
    let text = "はなこばなしを聞いた。";
    assert!(gate().release(&minutes(text), &Decisions::none(), &checks()).is_err());
    assert!(gate().release(&minutes(text), &decided(text, |_| keep("  ")), &checks()).is_err(), "a reason is asked for");
    let kept = decided(text, |_| keep("昔話の題名です"));
    assert_eq!(gate().release(&minutes(text), &kept, &checks()).unwrap().content().items.len(), 1);
    assert!(gate().release(&minutes("はなこが来た。"), &kept, &checks()).is_err(), "another word with the same letters");
}

/// H1: one decision for all places of a person, in whatever form.
#[test]
fn one_decision_reaches_all_places_of_a_person() {
    let text = "見本花子さんが話した。ミホン様の絵と、見本（みほん）さんの歌。";
    let settled = gate().settle(&text.to_owned(), &Decisions::none());
    assert_eq!(settled.subjects.len(), 1, "{:?}", settled.subjects);
    assert_eq!(settled.subjects[0].places.len(), 3);
    assert_eq!(settled.subjects[0].proposal, Decision::Category { stand: Stand::Resident });
    assert_eq!(after(text, |subject| subject.proposal.clone()), "利用者の方が話した。利用者の方の絵と、利用者の方の歌。");
    assert_eq!(after(text, |_| Decision::Mark), "〔氏名〕さんが話した。〔氏名〕様の絵と、〔氏名〕さんの歌。");
}

/// H1: the same person, the same letter; nobody's initial and no letter that the text uses.
#[test]
fn letters_are_consistent_and_collide_with_nothing() {
    let text = "青空次郎さんと見本さん、B委員が来た。青空会長と見本氏は帰った。";
    assert_eq!(after(text, |_| Decision::Letter), "CさんとDさん、B委員が来た。C会長とDさんは帰った。");
}

/// H1
#[test]
fn a_part_is_not_said_twice() {
    assert_eq!(after("利用者の見本さんと、職員の森さん。", |subject| subject.proposal.clone()), "利用者の方と、職員。");
}

/// H1: what a person marks is hidden, with all its places.
#[test]
fn what_a_person_marks_is_a_subject_of_its_own() {
    let text = "角の家の犬好きの方が来た。角の家の犬好きの方は帰った。".to_owned();
    let marked = Decisions { marked: BTreeSet::from(["角の家の犬好きの方".to_owned()]), ..Decisions::none() };
    let settled = gate().settle(&text, &marked);
    assert_eq!((settled.subjects.len(), settled.subjects[0].places.len()), (1, 2));
    assert!(gate().release(&text, &marked, &checks()).is_err(), "marked and not decided");
    let mut hidden = marked.clone();
    hidden.made.insert(settled.subjects[0].key.clone(), Decision::Category { stand: Stand::Community });
    assert_eq!(gate().release(&text, &hidden, &checks()).unwrap().content(), "地域の方が来た。地域の方は帰った。");
    hidden.made.insert(settled.subjects[0].key.clone(), keep("よい"));
    assert!(gate().release(&text, &hidden, &checks()).is_err(), "marked by a person and kept is no decision");
}

/// H1: what only shows once its neighbour is replaced is looked at again.
#[test]
fn a_name_that_a_replacement_brings_to_light_is_found() {
    let text = "きのう青空森が来た。".to_owned();
    let decisions = decided(&text, |_| Decision::Mark);
    assert_eq!(decisions.made.len(), 1, "森 is only a letter beside other letters");
    let blocked = gate().release(&text, &decisions, &checks()).unwrap_err();
    assert_eq!(blocked.subjects[0].places[0].words, "森");
}

/// The page shows what is open and what was done.
#[test]
fn pieces_tell_what_was_done_and_put_together_are_the_document() {
    let text = "見本さんと青空さんが来た。".to_owned();
    let only = gate().settle(&text, &Decisions::none()).subjects[0].key.clone();
    let decisions = Decisions { made: [(only, Decision::Mark)].into(), ..Decisions::none() };
    let settled = gate().settle(&text, &decisions);
    let states: Vec<PieceState> = settled.after[0].iter().map(|piece| piece.state).collect();
    assert!(states.contains(&PieceState::Replaced) && states.contains(&PieceState::Open), "{states:?}");
    assert_eq!(settled.after[0].iter().map(|piece| piece.text.as_str()).collect::<String>(), settled.content);
    assert_eq!(settled.before[0].iter().map(|piece| piece.text.as_str()).collect::<String>(), text);
}

/// The office's own name is nobody's, even if somebody of the same name lives there.
#[test]
fn the_name_of_the_office_may_be_said() {
    assert_eq!(after("グループホーム見本の祭り。", |_| Decision::Mark), "グループホーム見本の祭り。");
    assert_eq!(after("グループホーム見本の見本さん。", |_| Decision::Mark), "グループホーム見本の〔氏名〕さん。");
}

/// H1: the reason of a withdrawal is public too.
#[test]
fn a_line_with_anything_like_a_name_is_not_released() {
    assert!(gate().release_plain("はなこばなしのため".to_owned()).is_err());
    assert_eq!(gate().release_plain("記載に誤りがあったため".to_owned()).unwrap().content(), "記載に誤りがあったため");
}

/// B14: every point of the check list is ticked by a person.
#[test]
fn a_check_list_with_an_open_point_is_not_complete() {
    assert_eq!(PersonChecks::complete(["names", "houses"], &BTreeSet::from(["names".to_owned()])), None);
    assert_eq!(PersonChecks::complete([], &BTreeSet::new()), None);
}

fn released(text: &str) -> Released<String> {
    gate().release(&text.to_owned(), &decided(text, |subject| subject.proposal.clone()), &checks()).unwrap()
}

fn html(name: &str, page: String) -> Produced {
    Produced { name: name.to_owned(), format: Format::Html, bytes: page.into_bytes() }
}

/// Invariant 4: the bytes themselves are looked at, in every form, also what is not seen on a page.
#[test]
fn a_name_in_the_final_bytes_of_any_form_blocks() {
    let with = |page: &'static str| {
        gate().clear(released("見本さんが来た。"), |released| {
            let words = released.content();
            Ok(vec![html("公表ページ", format!("<p>{words}</p>")), html("掲示", page.replace("WORDS", words))])
        })
    };
    assert!(with("<p>WORDS</p>").is_ok());
    for page in [
        "<p>WORDS</p><p>見本<b>花</b>子</p>",
        "<p title=\"見本花子\">WORDS</p>",
        "<!-- 見本花子 --><p>WORDS</p>",
        "<p>WORDS&#35211;&#26412;花子</p>",
        "<p><ruby>見<rt>み</rt>本<rt>ほん</rt></ruby>花子 WORDS</p>",
    ] {
        // The page says it also without anybody's words, unless there are words: a name in a template is still no text of people.
        let leak = gate().clear(released("見本さんが来た。"), |released| {
            let words = released.content();
            let page = if words.is_empty() { "<p></p>".to_owned() } else { page.replace("WORDS", words) };
            Ok(vec![html("掲示", page)])
        });
        let Err(Leak::Found(leaked)) = leak else { panic!("{page}: {leak:?}") };
        assert_eq!(leaked[0].output, "掲示");
    }
}

/// What only looks like something beside the words of a page was looked at in its text; what no text says is found.
#[test]
fn the_last_look_finds_what_no_text_says_and_asks_nothing_twice() {
    let kept = "相談は090-0000-1234へ。";
    let decisions = decided(kept, |_| keep("相談窓口の番号"));
    let released = || gate().release(&kept.to_owned(), &decisions, &checks()).unwrap();
    let page = |more: &'static str| {
        gate().clear(released(), move |released| {
            let words = released.content();
            let more = if words.is_empty() { "" } else { more };
            Ok(vec![html("公表ページ", format!("<p>電話 {words}</p><p>{more}</p>"))])
        })
    };
    assert!(page("").is_ok());
    assert!(matches!(page("連絡先 090-0000-9999"), Err(Leak::Found(_))), "a number that no text says");
}

/// Invariant 4: fail closed.
#[test]
fn what_cannot_be_made_or_read_is_not_published() {
    assert_eq!(gate().clear(released("祭りの話。"), |_| Ok(Vec::new())), Err(Leak::Nothing));
    let broken = |format, bytes: &[u8]| {
        let bytes = bytes.to_vec();
        gate().clear(released("祭りの話。"), move |_| Ok(vec![Produced { name: "見本".to_owned(), format, bytes: bytes.clone() }]))
    };
    assert!(matches!(broken(Format::Text, &[0xFF, 0xFE]), Err(Leak::Unreadable { .. })));
    assert!(matches!(broken(Format::Json, b"{"), Err(Leak::Unreadable { .. })));
    assert!(broken(Format::Json, "{\"summary\":\"祭り\"}".as_bytes()).is_ok());
    let escaped = "{\"s\":\"\\u898b\\u672c\\u82b1\\u5b50\"}".as_bytes();
    assert!(broken(Format::Json, escaped).is_ok(), "the same without any words: ours");
}
