//! What makes a rule that is in force not hold in a year (B16).

use model::calendar::{FiscalYear, wareki};

use super::{situation::Situation, verdict::Verdict};
use crate::{finding::Subject, rule::Exemption};

/// Whether a rule does not hold.
pub(super) enum Exempt {
    /// It holds.
    No,
    /// It does not, and why.
    Yes(Verdict),
    /// Nobody can say, and why.
    Unknown(&'static str),
}

/// One exemption that is certain is enough; one that is not leaves a doubt.
pub(super) fn of(situation: &Situation<'_>, exemptions: &[Exemption]) -> Exempt {
    let mut doubt = Exempt::No;
    for exemption in exemptions {
        match exempt(situation, *exemption) {
            Exempt::No => {}
            Exempt::Unknown(reason) => doubt = Exempt::Unknown(reason),
            certain @ Exempt::Yes(_) => return certain,
        }
    }
    doubt
}

fn exempt(situation: &Situation<'_>, exemption: Exemption) -> Exempt {
    let Exemption::Evaluated { published, certified, within_years } = exemption;
    let Some(evaluation) = &situation.facts.evaluation else { return Exempt::No };
    let Some(taken) = situation.happened(Some(evaluation.taken_on)) else { return Exempt::No };
    let years_ago = situation.facts.year.start_year() - FiscalYear::of(taken).start_year();
    if !(0..within_years.map_or(1, |years| years.get().into())).contains(&years_ago) {
        return Exempt::No;
    }
    if published && situation.happened(evaluation.published_on).is_none() {
        return Exempt::No;
    }
    match evaluation.certified {
        Some(false) if certified => Exempt::No,
        None if certified => {
            Exempt::Unknown("第三者評価の評価機関が認証を受けているかどうかが記録されていないため、代えられるか分かりません。")
        }
        _ => {
            let reason = format!("{}に第三者評価を受けたため、この年度は代えることができます。", wareki::format_date_short(taken));
            Exempt::Yes(Verdict::not_applicable(Subject::Office, reason).since(Some(taken)))
        }
    }
}
