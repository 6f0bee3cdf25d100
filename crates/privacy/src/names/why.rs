//! Why something looks like a person's name, in plain Japanese: the strongest reason that a reader can check.

use std::ops::Range;

use super::{
    lists::{COMMON_GIVEN, COMMON_SURNAME, FOREIGN, GIVEN, PERSON, RARE_GIVEN, RARE_SURNAME, SURNAME},
    pieces::Piece,
};

/// Forms of address that follow a name.
const ADDRESSES: [&str; 14] = ["さん", "様", "さま", "氏", "くん", "君", "ちゃん", "先生", "委員", "会長", "係長", "主事", "夫妻", "職員"];
/// Words of a role that stand before a name.
const ROLES: [&str; 22] = [
    "施設長",
    "管理者",
    "世話人",
    "支援員",
    "委員",
    "会長",
    "主任",
    "看護師",
    "利用者",
    "入居者",
    "家族",
    "母",
    "父",
    "兄",
    "姉",
    "弟",
    "妹",
    "座長",
    "司会",
    "記録",
    "担当",
    "専門員",
];

fn surface<'a>(normal: &'a str, piece: Option<&Piece>) -> &'a str {
    piece.and_then(|piece| normal.get(piece.bytes.clone())).unwrap_or_default()
}

/// The reason for a span of pieces.
pub fn reason(normal: &str, pieces: &[Piece], span: Range<usize>, confidence: f32) -> String {
    let next = surface(normal, pieces.get(span.end));
    let before = |steps: usize| surface(normal, span.start.checked_sub(steps).and_then(|place| pieces.get(place)));
    let marks = pieces[span.clone()].iter().fold(0, |all, piece| all | piece.marks);
    let role = |word: &str| ROLES.iter().find(|role| word.ends_with(**role)).copied();
    let role = role(before(1)).or_else(|| if before(1) == "の" { role(before(2)) } else { None });
    if let Some(address) = ADDRESSES.iter().find(|address| next.starts_with(**address)) {
        return format!("すぐ後ろに「{address}」があり、人の名前として使われています。");
    }
    if let Some(role) = role {
        return format!("前に「{role}」とあり、人の名前が続く書き方です。");
    }
    if marks & PERSON != 0 {
        return "人名の一覧に、姓と名を合わせた形で載っています。".to_owned();
    }
    if span.len() > 1 && marks & (SURNAME | RARE_SURNAME) != 0 && marks & (GIVEN | RARE_GIVEN) != 0 {
        return "姓と名が並んだ形です。".to_owned();
    }
    if confidence < 0.5 {
        return "人の名前かもしれない言葉です。前後をお確かめください。".to_owned();
    }
    if marks & (COMMON_SURNAME | SURNAME | RARE_SURNAME) != 0 {
        return "姓の一覧にある言葉で、前後の言葉も人の名前らしい使い方です。".to_owned();
    }
    if marks & (COMMON_GIVEN | GIVEN | RARE_GIVEN) != 0 {
        return "名の一覧にある言葉で、前後の言葉も人の名前らしい使い方です。".to_owned();
    }
    if marks & FOREIGN != 0 {
        return "外国の人名の一覧にある言葉です。".to_owned();
    }
    "前後の言葉から、人の名前と考えられます。".to_owned()
}
