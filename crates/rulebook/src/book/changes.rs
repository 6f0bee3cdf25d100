//! What a rulebook may do to the one above it, and where it holds.

use std::{cmp::Ordering, ops::Range};

use model::{identifiers::JurisdictionCode, jurisdictions, offices::ServiceKind};
use toml::Spanned;

use super::{
    MonthDay, Rulebook, YearPlan,
    check::Checker,
    error::RulebookError,
    text::{AppliesText, RuleText, YearText},
};
use crate::{
    kind::Kind,
    rule::{AppliesTo, Change, Level, Period, Rule},
};

impl Checker<'_> {
    pub(super) fn extends(&self, written: Option<&Spanned<String>>) -> Result<(), RulebookError> {
        match (written, self.above) {
            (None, None) => Ok(()),
            (Some(name), Some(above)) if name.get_ref() == above.id() => Ok(()),
            (Some(name), _) => {
                let problem = format!("規則集「{}」がありません。", name.get_ref());
                Err(self.error(&name.span(), None, problem, "extendsの名前と、そのファイルがあるかを確かめてください。"))
            }
            (None, Some(above)) => {
                let problem = format!("「{}」を広げる規則集として読みましたが、extendsがありません。", above.id());
                Err(self.error(&(0..0), None, problem, "extends = \"jp\"のように書き足してください。"))
            }
        }
    }

    pub(super) fn jurisdiction(&self, written: &Spanned<String>) -> Result<JurisdictionCode, RulebookError> {
        let unknown = || {
            let problem = format!("「{}」は、全国地方公共団体コードにありません。", written.get_ref());
            self.error(&written.span(), None, problem, "6桁のコードを書いてください（例：練馬区は\"131202\"）。")
        };
        let code = written.get_ref().parse().map_err(|_| unknown())?;
        jurisdictions::lookup(code).ok_or_else(unknown)?;
        if let Some(area) = self.above.and_then(Rulebook::jurisdiction)
            && !jurisdictions::lies_in(code, area)
        {
            let hint = "上位の規則集の地域の中にあるコードを書いてください。";
            return Err(self.error(&written.span(), None, "上位の規則集の地域の外にあります。", hint));
        }
        Ok(code)
    }

    pub(super) fn year(&self, written: Option<&YearText>, id: &Spanned<String>) -> Result<YearPlan, RulebookError> {
        let Some(written) = written else {
            let hint = "[year]とassumed_meetingを書き足してください。";
            return self.above.map(Rulebook::year).ok_or_else(|| self.error(&id.span(), None, "項目「year」がありません。", hint));
        };
        let month_day = written.assumed_meeting.get_ref();
        let hint = "例：{ month = 11, day = 30 }";
        let assumed_meeting = MonthDay::new(month_day.month, month_day.day)
            .ok_or_else(|| self.error(&written.assumed_meeting.span(), None, "毎年ある月日ではありません。", hint))?;
        Ok(YearPlan { assumed_meeting })
    }

    /// The rule that this one changes: there must be one when it says so, and none when it does not.
    pub(super) fn rule_above(&self, rule: &RuleText, span: &Range<usize>) -> Result<Option<&Rule>, RulebookError> {
        let id = rule.id.get_ref().as_str();
        let above = self.above.and_then(|book| book.versions(id).max_by_key(|version| version.first_day()));
        match (&rule.change, above) {
            (None, None) => Ok(None),
            (Some(_), Some(above)) => Ok(Some(above)),
            (Some(change), None) => {
                let known: Vec<_> = self.above.into_iter().flat_map(|book| book.rules()).map(|rule| rule.id.as_str()).collect();
                let hint = match self.above {
                    None => "changeは、extendsのある規則集だけで使えます。".to_owned(),
                    Some(_) => format!("上位の規則集にある名前：{}", known.join("、")),
                };
                Err(self.error(&change.span(), Some(id), "上位の規則集に、この名前の規則がありません。", &hint))
            }
            (None, Some(above)) => {
                let problem = format!("規則集「{}」の{}行目に、同じ名前の規則があります。", above.book, above.line);
                let hint = "それを変えるなら change を書き、別の規則なら別の名前にしてください。";
                Err(self.error(span, Some(id), problem, hint))
            }
        }
    }

    /// Who says to tighten must not loosen, and the other way round.
    pub(super) fn direction(
        &self,
        change: &Spanned<Change>,
        above: &Rule,
        kind: &Kind,
        periods: &[Period],
        id: &str,
    ) -> Result<(), RulebookError> {
        let last_level = |periods: &[Period]| periods.last().and_then(|period| period.is.level());
        let levels = [last_level(periods), last_level(&above.periods)];
        let fail = |problem: &str, hint: &str| Err(self.error(&change.span(), Some(id), problem, hint));
        match change.get_ref() {
            Change::Off if levels[0].is_some() => {
                fail("適用しない規則に、義務などの定めが書かれています。", "is = \"not_regulated\" と書いてください。")
            }
            Change::Tighten if is_less(kind, above, levels, Ordering::Less) => {
                fail("厳しくすると書かれていますが、上位の規則より緩くなっています。", "値と change を見比べてください。")
            }
            Change::Loosen if is_less(kind, above, levels, Ordering::Greater) => {
                fail("緩めると書かれていますが、上位の規則より厳しくなっています。", "値と change を見比べてください。")
            }
            _ => Ok(()),
        }
    }

    /// Conditions that no office can fulfil are a mistake, not a rule.
    pub(super) fn applies_to(
        &self,
        written: &Spanned<AppliesText>,
        services: &[ServiceKind],
        id: &str,
    ) -> Result<AppliesTo, RulebookError> {
        let AppliesText { types, min_dwellings, max_dwellings } = written.get_ref();
        if !types.is_empty() && !services.contains(&ServiceKind::GroupHome) {
            let hint = "類型があるのは共同生活援助だけです。servicesかtypesを直してください。";
            return Err(self.error(&written.span(), Some(id), "どの事業所にも当てはまりません。", hint));
        }
        if let (Some(min), Some(max)) = (min_dwellings, max_dwellings)
            && min > max
        {
            let hint = "min_dwellingsとmax_dwellingsが入れ替わっていないか確かめてください。";
            return Err(self.error(&written.span(), Some(id), "どの事業所にも当てはまりません。", hint));
        }
        Ok(AppliesTo { types: types.clone(), min_dwellings: *min_dwellings, max_dwellings: *max_dwellings })
    }
}

/// Whether a rule differs from the one above in the direction given, by what it asks or by how binding it is.
fn is_less(kind: &Kind, above: &Rule, [own, of_above]: [Option<Level>; 2], direction: Ordering) -> bool {
    kind.strictness(&above.kind) == Some(direction) || own.cmp(&of_above) == direction
}
