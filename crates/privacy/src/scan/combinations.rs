//! Descriptions that point at one resident of a small house although no name stands in them: 201号室の60代の男性,
//! 昨年入居された元大工の方. One trait is shared by many; two or three together are mostly one person.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{Find, ResidentTraits, pattern, view::View};
use crate::span::Label;

/// So many traits of different sorts point at one person.
const POINTING: f32 = 2.0;

/// In a house of which the residents are known, a description that fits fewer than this points at somebody.
const FEW: usize = 3;

/// Sorts of traits, each with its weight.
static TRAITS: LazyLock<Vec<(f32, Regex)>> = LazyLock::new(|| {
    [
        (1.0, r"[0-9]{1,3} ?[歳才]|[0-9]{1,2}0代(?:前半|半ば|後半)?|[一二三四五六七八九]十代(?:前半|半ば|後半)?|[0-9]{2,3}歳代|還暦|古希|喜寿|米寿|未成年|最高齢|最年少|最年長"),
        (1.0, r"男性|女性|男の(?:方|人|利用者)|女の(?:方|人|利用者)|男子|女子"),
        (1.5, r"[0-9]{1,4} ?号室|[0-9一二三四五]階の(?:一番)?(?:奥|手前|端|角|東|西|南|北|右|左|突き当たり|階段)[^、。\n]{0,8}|(?:角|奥|隣|端|玄関脇|階段横)の(?:部屋|居室)|サテライト|離れの"),
        (1.0, r"(?:今年|昨年|一昨年|本年|去年|今春|昨春|今夏|昨夏|今秋|昨秋|今冬|今月|先月|先々月|最近|先日|先週|今年度|昨年度|年度初め|年明け|春先?|夏|秋|冬|[0-9]{1,2}月|[0-9一二三四五六七八九十]{1,3}年前|[0-9]{4}年|開設当初|当初|途中)[^、。\n]{0,10}(?:入居|入所|転居|移っ|移り|引っ越|越して|退院|来られ|利用を(?:開始|始め)|仲間入り|加わ)|出身で|から(?:移|転居|引っ越|来られ|越して)|施設から地域移行|長期入院"),
        (1.0, r"てんかん|糖尿病|統合失調症|骨折|心臓病|双極性障害|躁うつ病|うつ病|鬱病|自閉症|自閉スペクトラム症|アスペルガー|ADHD|ダウン症|脳性(?:まひ|麻痺)|認知症|高次脳機能障害|パーキンソン病|指定難病|難病|人工透析|透析|人工肛門|ストーマ|胃ろう|気管切開|吸引|ペースメーカー|義足|義眼|片麻痺|半身不随|車いす|車椅子|全盲|弱視|盲ろう|ろう者|難聴|聴覚障害|視覚障害|言語障害|失語症|吃音|依存症|摂食障害|強迫性障害|パニック障害|不安障害|PTSD|パーソナリティ障害|強度行動障害|筋ジストロフィー|筋萎縮|多発性硬化症|リウマチ|肝炎|肝硬変|腎不全|心不全|心筋梗塞|狭心症|不整脈|高血圧|脳梗塞|脳出血|脳卒中|ぜんそく|喘息|肺炎|結核|HIV|がん|癌|白血病|ヘルニア|白内障|緑内障|アトピー|アレルギー|発作|脱臼|捻挫|やけど|手術|難治|[\p{Han}ァ-ヶー]{2,8}(?:症候群|症|炎|病)(?:で|が|の|を|に|と)"),
        (0.5, r"知的障害|精神障害|身体障害|発達障害|障害支援区分[0-9]|区分[0-9]|療育手帳|精神障害者保健福祉手帳|身体障害者手帳|高齢"),
        (1.0, r"元(?:教員|教師|[\p{Han}ァ-ヶー]{1,7}(?:員|士|師|手|工|家|者|職人|官|屋|長|兵|選手|マン|ドライバー|シェフ|コック|[大]工))|[\p{Han}ァ-ヶー]{2,8}(?:だった|をしていた|をされていた|として(?:働|勤)|に勤め|で働いて|を営|勤務の|を経営)|(?:前職|職歴|かつて|以前)[^、。\n]{0,12}(?:働|勤|営|務)"),
        (1.0, r"(?:特別支援学校|養護学校|支援学校|高等学校|中学校|小学校|大学|高校|専門学校|高等部|定時制|通信制|職業訓練校)(?:を|の|に|出|高|在|卒|へ)"),
        (1.0, r"(?:父親?|母親?|両親|兄|姉|弟|妹|夫|妻|息子|娘|祖母|祖父|おば|おじ|叔父|叔母|伯父|伯母|家族|きょうだい|親族|身寄り)(?:さん|様)?(?:が|は|も|と|を|の(?:介護|病|死|看)|に先立)|成年後見人|後見人が|保佐人が|補助人が|生活保護|身寄りのない|双子|三つ子|離婚|未婚|独身|シングル|実家"),
        (1.5, r"唯一の|ただ一人の|ただひとりの|一人だけ|ひとりだけ|最も(?:若い|高齢|長く)|一番(?:若い|高齢|長く)|いちばん|最初の入居"),
        (1.0, r"(?:毎朝|毎晩|毎夕|毎日|毎週|毎月|いつも|よく|しばしば|夜中に|早朝に|夕方|週末)[^、。\n]{0,30}(?:ている|ておられ|てしまう|する|される|に行く|に通う|かける|歩く|立つ|座る|飲む|食べる)"),
        (1.0, r"(?:バス停|駅前|公園|コンビニ|スーパー|商店街|神社|交差点|踏切|ベンチ|図書館|銭湯|喫茶店|パチンコ|河川敷|校門|ごみ置き場|自販機)(?:で|に|の前|のベンチ|を|へ|まで)"),
        (1.0, r"趣味(?:は|が|の|で)|好きな|得意な|愛好|収集し|集めている|ファンの|大ファン|演奏|弾く|描く|編み物|書道|将棋|囲碁|釣り|カラオケ"),
        (1.0, r"週(?:に)?[0-9一二三四五六]回|月(?:に)?[0-9一二三四五六]回|通院し|入院(?:した|中|して|され)|に通って|に通う|デイケア|訪問看護を|B型に|A型に|作業所に|生活介護に"),
        (1.0, r"[ァ-ヶー]{3,}(?:人|国籍|出身)(?:の|で)|外国籍|在日|帰化|日系|留学生|(?:ハーフ|ミックス)の|日本語が(?:苦手|得意でない)"),
        (1.0, r"(?:髪|ひげ|帽子|眼鏡|めがね|杖|補聴器|白杖|タトゥー|入れ墨|身長|体格|大柄|小柄|赤い|青い|黄色い)[^、。\n]{0,8}(?:の|を|が)"),
        (1.0, r"(?:逮捕|服役|出所|前科|万引き|自殺未遂|自傷|虐待を受け|行方不明|家出|離設|けがをし|転倒し|救急搬送|事故に)"),
    ]
    .into_iter()
    .map(|(weight, of)| (weight, pattern(of)))
    .collect()
});

/// Who the traits are said of: the end of the description.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:男性|女性|男|女)?の?(?:利用者|入居者|入所者|居住者|住人|当事者|メンバー)(?:さん|様|の方)?|男性|女性|男の(?:方|人)|女の(?:方|人)|ご本人|[るたのなうくすむい](?:方|人)|青年|若者|お年寄り",
    )
});

/// What follows a word for many.
static MANY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:々|方々|がた|たち|達|同士|数|全員|一同|全体|(?:が|は|も|の)?(?:ほとんど|大半|半数|過半|多数|割合|多く|多い|増え|減|いれば|対象|場合|[0-9]+(?:名|人|割|％|%))|もい[るた]|もお[りら]|[0-9]+(?:名|人)|ばかり|向け|支援|会|名簿|への(?:接し方|配慮|支援|理解)|に対する|等|など|一般|職員|スタッフ|世話人|支援員|委員|寮|棟|用|専用|同性|のみ|限定|比|法|室)",
    )
});

/// Words at the beginning of a sentence that belong to no description.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[ ・\-*○◯●◎□■◇◆※▼▽>→•()①-⑩|\t]+|[0-9]{1,2}:[0-9]{2}(?:-[0-9]{1,2}:[0-9]{2})? ?|[0-9]{1,2}[.) ]|(?:なお|また|さらに|そして|しかし|ただし|一方|特に|とくに|次に|続いて|ほかに|そのほか|その他|例えば|たとえば|現在|先日|最近では|報告では|事業所より|管理者より|職員より)[、，] ?|(?:答|問|Q|A|Q[0-9]+|問[0-9]+)[ :])+",
    )
});

/// All of them in a text.
pub(super) fn find(view: &View, residents: &[ResidentTraits], found: &mut Vec<Find>) {
    let text = view.text.as_str();
    let mut start = 0;
    for (at, letter) in text.char_indices().filter(|(_, letter)| matches!(letter, '。' | '\n' | '「' | '」' | '！' | '？')) {
        sentence(view, start..at, residents, found);
        start = at + letter.len_utf8();
    }
    sentence(view, start..text.len(), residents, found);
}

/// The description in a sentence, if there is one.
fn sentence(view: &View, range: Range<usize>, residents: &[ResidentTraits], found: &mut Vec<Find>) {
    let whole = &view.text[range.clone()];
    let opening = OPENING.find(whole).map_or(0, |opening| opening.end());
    let said = &whole[opening..];
    if said.len() < 12 {
        return;
    }
    // Most sentences speak of nobody in particular: looked at no further.
    let heads: Vec<Range<usize>> = HEAD.find_iter(said).map(|head| head.range()).filter(|head| !MANY.is_match(&said[head.end..])).collect();
    if heads.is_empty() {
        return;
    }
    let traits: Vec<(f32, Vec<Range<usize>>)> =
        TRAITS.iter().map(|(weight, of)| (*weight, of.find_iter(said).map(|place| place.range()).collect())).collect();
    for head in heads.iter().rev() {
        let Some(begin) = beginning(said, &traits, head) else { continue };
        let told = |places: &Vec<Range<usize>>| places.iter().any(|place| place.start >= begin && place.start < head.end);
        let points: f32 = traits.iter().filter(|(_, places)| told(places)).map(|(weight, _)| weight).sum();
        let described = &said[begin..head.end];
        let (confidence, why) = match fitting(described, residents) {
            Some((_, most)) if most < FEW && points >= 1.0 => (0.9, format!("この説明に合う利用者は、多くても{most}人です。")),
            Some((least, _)) if least >= FEW => (0.2, "この説明に合う利用者は3人以上います。".to_owned()),
            _ if points >= POINTING => (0.7, "いくつもの特徴が重なり、一人の利用者が分かります。".to_owned()),
            _ => continue,
        };
        let from = range.start + opening;
        let bytes = from + begin..from + head.end;
        found.push(Find { range: view.given(bytes), label: Label::Combination, confidence, why, known: false });
        return;
    }
}

/// Where a description that ends with a head begins: at the phrase of its first trait that is not parted from it by the end of
/// another statement.
fn beginning(said: &str, traits: &[(f32, Vec<Range<usize>>)], head: &Range<usize>) -> Option<usize> {
    // From が、 or て、 on another statement was made, unless that statement is part of the description (…で、…から移られた方).
    let closed = ["ため、", "ので、", "たが、", "るが、", "ており、", "について、", "により、", "に対し、", "ところ、", "とのことで、"];
    let after = closed.iter().filter_map(|end| said[..head.start].rfind(end).map(|at| at + end.len())).max().unwrap_or(0);
    let first =
        traits.iter().flat_map(|(_, places)| places).map(|place| place.start).filter(|start| (after..head.end).contains(start)).min()?;
    let phrase = said[after..first]
        .rfind(['、', '，', '：', ':', '（', '('])
        .map_or(after, |at| after + at + said[after + at..].chars().next().map_or(0, char::len_utf8));
    // は before it tells of whom the sentence is: 世話人は201号室の男性に.
    let topic = said[phrase..first].rfind("は").map_or(phrase, |at| phrase + at + "は".len());
    Some(topic)
}

/// How many residents a description fits: at least, and at most when everybody is counted of whom it is not known. `None` where it
/// says nothing that is known of anybody.
fn fitting(described: &str, residents: &[ResidentTraits]) -> Option<(usize, usize)> {
    static AGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"([0-9]{1,3}) ?(歳|才|代)"));
    let age = AGE.captures(described).and_then(|places| {
        let years: u8 = places.get(1)?.as_str().parse().ok()?;
        Some(if places.get(2)?.as_str() == "代" { (years, years.saturating_add(9)) } else { (years, years) })
    });
    let sex = ["男", "女"].into_iter().find(|sex| described.contains(sex));
    let told: Vec<&String> = residents
        .iter()
        .flat_map(|resident| &resident.words)
        .filter(|word| !word.is_empty() && described.contains(word.as_str()))
        .collect();
    if residents.is_empty() || (age.is_none() && sex.is_none() && told.is_empty()) {
        return None;
    }
    let fits = |resident: &ResidentTraits| {
        let of_age = age.map(|(from, to)| resident.ages.map(|(youngest, oldest)| from <= oldest && youngest <= to));
        let of_sex = sex.map(|sex| resident.sex.as_deref().map(|known| known.starts_with(sex)));
        let known = (!resident.words.is_empty()).then_some(&resident.words);
        let of_words = told.iter().map(|word| Some(known.map(|words| words.contains(*word))));
        // Whether each trait that is told fits; `None` where that is not known.
        let each: Vec<Option<bool>> = [of_age, of_sex].into_iter().chain(of_words).flatten().collect();
        if each.contains(&Some(false)) { Some(false) } else { (!each.contains(&None)).then_some(true) }
    };
    let answers: Vec<Option<bool>> = residents.iter().map(fits).collect();
    let sure = answers.iter().filter(|answer| **answer == Some(true)).count();
    Some((sure, sure + answers.iter().filter(|answer| answer.is_none()).count()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::{Knowledge, LIKELY, Scanner};

    fn told(text: &str, residents: Vec<ResidentTraits>) -> Vec<String> {
        let scanner = Scanner::new(Knowledge { residents, ..Knowledge::default() }, None);
        let likely = |span: &crate::span::Span| span.label == Label::Combination && span.confidence >= LIKELY;
        scanner.scan(text).into_iter().filter(likely).map(|span| span.text).collect()
    }

    /// H1
    #[test]
    fn traits_that_together_point_at_one_person_are_found() {
        for (text, description) in [
            ("なお、203号室の50代の女性からは転居の希望が出ている。", "203号室の50代の女性"),
            ("昨年の秋に入居された元左官職人の男性が、庭の手入れを手伝った。", "昨年の秋に入居された元左官職人の男性"),
            ("職員より、脳梗塞の後で車いすを使う60代の利用者さんの送迎を見直す。", "脳梗塞の後で車いすを使う60代の利用者さん"),
        ] {
            assert_eq!(told(text, Vec::new()), [description], "{text}");
        }
    }

    #[test]
    fn what_is_said_of_many_points_at_nobody() {
        for text in [
            "入居者は男性3名、女性4名、平均年齢は52歳である。",
            "20代から60代までの方々が暮らしている。",
            "知的障害のある方への接し方を説明した。",
            "車いすを使う利用者が多い。",
            "利用者の高齢化が進み、通院の付き添いが増えた。",
        ] {
            assert!(told(text, Vec::new()).is_empty(), "{text}: {:?}", told(text, Vec::new()));
        }
    }

    /// H1: fewer than three residents fit.
    #[test]
    fn where_the_residents_are_known_it_is_counted_whom_a_description_fits() {
        let resident = |age: u8, sex: &str| ResidentTraits { ages: Some((age - 1, age)), sex: Some(sex.to_owned()), words: Vec::new() };
        let text = "50代の女性が発言した。";
        assert_eq!(told(text, vec![resident(52, "女"), resident(61, "女"), resident(33, "男")]), ["50代の女性"]);
        let many = vec![resident(52, "女"), resident(55, "女"), resident(58, "女"), resident(33, "男")];
        assert!(told(text, many).is_empty());
    }

    /// H1: of whom nothing is known may be meant, or not: neither makes a description safe.
    #[test]
    fn residents_of_whom_nothing_is_known_neither_hide_nor_point_at_anybody() {
        let unknown = vec![ResidentTraits::default(); 6];
        assert!(told("女性の利用者が発言した。", unknown.clone()).is_empty(), "one of six, as far as is known");
        assert_eq!(told("50代の女性が発言した。", unknown), ["50代の女性"], "points at one by itself");
        assert_eq!(told("女性の利用者が発言した。", vec![ResidentTraits::default(); 2]), ["女性の利用者"], "two live there");
    }

    /// H1: a word that the office wrote down for one resident points at that one.
    #[test]
    fn a_word_that_only_one_resident_is_described_by_points_at_that_one() {
        let resident =
            |words: &[&str]| ResidentTraits { words: words.iter().map(|word| (*word).to_owned()).collect(), ..ResidentTraits::default() };
        let all = vec![resident(&["てんかん"]), resident(&["将棋"]), resident(&["園芸"]), resident(&["将棋", "園芸"])];
        assert_eq!(told("てんかんのある方の見守りを増やした。", all), ["てんかんのある方"]);
    }
}
