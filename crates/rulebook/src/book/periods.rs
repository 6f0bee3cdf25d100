//! The days of a rule and of its versions: in order, without overlap, and without a gap that is not written down.

use std::{ops::Range, sync::Arc};

use jiff::ToSpan;
use model::calendar::wareki;
use toml::Spanned;

use super::{check::Checker, error::RulebookError, text::PeriodText};
use crate::rule::{Period, Rule};

impl Checker<'_> {
    pub(super) fn periods(&self, written: &Spanned<Vec<Spanned<PeriodText>>>, id: &str) -> Result<Vec<Period>, RulebookError> {
        let mut periods: Vec<Period> = Vec::with_capacity(written.get_ref().len());
        for text in written.get_ref() {
            let period = Period { is: text.get_ref().is, since: text.get_ref().since.0, until: text.get_ref().until.map(|d| d.0) };
            if period.until.is_some_and(|until| until < period.since) {
                let hint = "sinceとuntilが入れ替わっていないか確かめてください。";
                return Err(self.error(&text.span(), Some(id), "終わりの日が始まりの日より前です。", hint));
            }
            if let Some(previous) = periods.last() {
                self.follows(previous, &period, &text.span(), id)?;
            }
            periods.push(period);
        }
        if periods.is_empty() {
            let hint = "例：level = [{ is = \"duty\", since = 2025-04-01 }]";
            return Err(self.error(&written.span(), Some(id), "いつからの規則かがありません。", hint));
        }
        Ok(periods)
    }

    fn follows(&self, previous: &Period, next: &Period, span: &Range<usize>, id: &str) -> Result<(), RulebookError> {
        if next.since <= previous.since {
            return Err(self.error(span, Some(id), "期間が日付の順に並んでいません。", "早い期間から順に書いてください。"));
        }
        if previous.overlaps(next) {
            let hint = "前の期間のuntilを、次の期間のsinceの前の日にしてください。";
            return Err(self.error(span, Some(id), "期間が前の期間と重なっています。", hint));
        }
        self.no_gap(previous, next, span, id)
    }

    /// A day about which nothing is written looks like an oversight; that nothing is regulated is therefore written down.
    fn no_gap(&self, previous: &Period, next: &Period, span: &Range<usize>, id: &str) -> Result<(), RulebookError> {
        let Some(until) = previous.until else { return Ok(()) };
        let expected = until.saturating_add(1.day());
        if next.since <= expected {
            return Ok(());
        }
        let problem =
            format!("{}から{}の前の日までの定めがありません。", wareki::format_date_short(expected), wareki::format_date_short(next.since));
        Err(self.error(span, Some(id), problem, "定めがない期間は is = \"not_regulated\" と書いてください。"))
    }

    /// Two rules of one id are versions of one rule: where both would apply, nobody could say which (invariant 5).
    pub(super) fn fits_its_versions(&self, rule: &Rule, earlier: &[Arc<Rule>], span: &Range<usize>) -> Result<(), RulebookError> {
        let may_meet =
            |other: &&Arc<Rule>| other.id == rule.id && shares_service(other, rule) && !other.applies_to.excludes(&rule.applies_to);
        for other in earlier.iter().filter(may_meet) {
            let both = rule.periods.iter().any(|a| other.periods.iter().any(|b| a.overlaps(b)));
            if both {
                let problem = format!("{}行目の同じ名前の規則と、同じ日・同じサービスに当てはまります。", other.line);
                let hint = "期間か、applies_toの類型・住居の数を分けるか、別の名前にしてください。";
                return Err(self.error(span, Some(rule.id.as_str()), problem, hint));
            }
        }
        Ok(())
    }

    pub(super) fn no_gap_between_versions(&self, rules: &[Arc<Rule>]) -> Result<(), RulebookError> {
        for (rule, service) in rules.iter().flat_map(|r| r.services.iter().map(move |s| (r, s))) {
            let Some(first) = rule.periods.first() else { continue };
            let of_same_id = rules.iter().filter(|r| r.id == rule.id && r.services.contains(service) && r.applies_to == rule.applies_to);
            let previous = of_same_id.flat_map(|r| &r.periods).filter(|p| p.since < first.since).max_by_key(|p| p.since);
            if let Some(previous) = previous {
                let start = self.text.split_inclusive('\n').take(rule.line.saturating_sub(1)).map(str::len).sum();
                self.no_gap(previous, first, &(start..start), rule.id.as_str())?;
            }
        }
        Ok(())
    }
}

fn shares_service(a: &Rule, b: &Rule) -> bool {
    a.services.iter().any(|s| b.services.contains(s))
}
