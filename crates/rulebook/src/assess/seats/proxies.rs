//! Those who speak for a resident who cannot express a will (A5).

use model::Vocabulary;

use crate::{
    assess::{situation::Situation, verdict::Verdict},
    facts::SeatFact,
    finding::Subject,
    kind::ProxyCategories,
};

/// A5: somebody who speaks for a resident sits there for the resident, not for the families.
pub(in crate::assess) fn proxy_categories(situation: &Situation<'_>, parameters: &ProxyCategories) -> Vec<Verdict> {
    proxies(situation)
        .map(|seat| {
            let subject = Subject::Seat(seat.id);
            let label = seat.category.label();
            if parameters.allowed.contains(&seat.category) {
                return Verdict::met(subject, format!("利用者ご本人に代わる方として、「{label}」に数えます。"));
            }
            let allowed = parameters.allowed.iter().map(|c| format!("「{}」", c.label())).collect::<Vec<_>>().join("");
            let stands_alone =
                !situation.facts.seats.iter().any(|other| other.category == seat.category && other.proxy_for.is_none() && other.is_open());
            let reason = format!("利用者ご本人の意思を代わりに伝える方は、「{label}」には数えません。区分を{allowed}に改めてください。");
            if stands_alone {
                Verdict::broken(subject, format!("{reason}「{label}」には、別の方が必要です。"))
            } else {
                Verdict::advice(subject, reason)
            }
        })
        .collect()
}

/// A5: a resident who is represented is invited in person all the same.
pub(in crate::assess) fn resident_invited(situation: &Situation<'_>) -> Vec<Verdict> {
    proxies(situation)
        .map(|seat| {
            let subject = Subject::Seat(seat.id);
            match seat.resident_invited {
                Some(true) => Verdict::met(subject, "代わりの方だけでなく、利用者ご本人もお招きしています。"),
                Some(false) => {
                    Verdict::advice(subject, "代わりの方だけでなく、利用者ご本人にも会議に来ていただくことが望ましいとされています。")
                }
                None => Verdict::unknown(subject, "利用者ご本人をお招きしたかどうかが、まだ記録されていません。"),
            }
        })
        .collect()
}

fn proxies<'a>(situation: &Situation<'a>) -> impl Iterator<Item = &'a SeatFact> {
    situation.facts.seats.iter().filter(|s| s.is_open() && s.proxy_for.is_some())
}
