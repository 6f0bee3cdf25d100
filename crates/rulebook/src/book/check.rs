//! What must hold in a rulebook beyond its form: names, sources, citations, periods, sentences.

use std::{collections::BTreeSet, ops::Range, sync::Arc};

use jiff::ToSpan;
use model::{Vocabulary, calendar::wareki, offices::ServiceKind};
use toml::Spanned;

use super::{
    MonthDay, Place, Rulebook, YearPlan,
    error::RulebookError,
    text::{BookText, Head, PeriodText, RuleText},
};
use crate::{
    kind::Kind,
    rule::{Basis, Citation, Layer, Period, Requirement, Rule, RuleId, Source, SourceId},
};

/// Turns what is written into a rulebook, or says what is wrong with it.
pub(super) fn check(file: &str, text: &str, book: BookText) -> Result<Rulebook, RulebookError> {
    let checker = Checker { file, text };
    let Head { id, title, year, source } = book.head;
    checker.name(&id, None)?;
    let month_day = year.assumed_meeting.get_ref();
    let assumed_meeting = MonthDay::new(month_day.month, month_day.day)
        .ok_or_else(|| checker.error(&year.assumed_meeting.span(), None, "毎年ある月日ではありません。", "例：{ month = 11, day = 30 }"))?;
    let sources = checker.sources(source)?;
    if book.rules.is_empty() {
        return Err(checker.error(&(text.len()..text.len()), None, "規則が1つもありません。", "[[rule]]を書き足してください。"));
    }
    let mut rules: Vec<Arc<Rule>> = Vec::with_capacity(book.rules.len());
    for (rule, kind, span) in book.rules {
        let rule = checker.rule(rule, kind, &span, &sources)?;
        checker.fits_its_versions(&rule, &rules, &span)?;
        rules.push(Arc::new(rule));
    }
    checker.no_gap_between_versions(&rules)?;
    Ok(Rulebook { id: id.into_inner(), title, year: YearPlan { assumed_meeting }, sources, rules })
}

struct Checker<'a> {
    file: &'a str,
    text: &'a str,
}

impl Checker<'_> {
    fn error(&self, span: &Range<usize>, rule: Option<&str>, problem: impl Into<String>, hint: &str) -> RulebookError {
        RulebookError::at(self.file, self.text, span, rule, problem, hint)
    }

    fn name(&self, name: &Spanned<String>, rule: Option<&str>) -> Result<(), RulebookError> {
        let well_formed =
            name.get_ref().split(['.', '-']).all(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
        if well_formed {
            return Ok(());
        }
        let hint = "英小文字と数字を「.」か「-」でつないでください（例：members.required）。";
        Err(self.error(&name.span(), rule, format!("名前「{}」は使えません。", name.get_ref()), hint))
    }

    fn sources(&self, written: Vec<super::text::SourceText>) -> Result<Vec<Source>, RulebookError> {
        let mut seen = BTreeSet::new();
        let mut sources = Vec::with_capacity(written.len());
        for source in written {
            self.name(&source.id, None)?;
            if !seen.insert(source.id.get_ref().clone()) {
                let problem = format!("出典「{}」が2回書かれています。", source.id.get_ref());
                return Err(self.error(&source.id.span(), None, problem, "別の名前にしてください。"));
            }
            sources.push(Source {
                id: SourceId::new(source.id.get_ref()),
                title: source.title,
                short: source.short,
                issuer: source.issuer,
                date: source.date.map(|d| d.0),
                place: source.place,
                layer: source.layer,
            });
        }
        Ok(sources)
    }

    fn rule(&self, rule: RuleText, kind: Kind, span: &Range<usize>, sources: &[Source]) -> Result<Rule, RulebookError> {
        self.name(&rule.id, Some(rule.id.get_ref()))?;
        let id = rule.id.get_ref().as_str();
        let services = match &rule.services {
            None => ServiceKind::ALL.to_vec(),
            Some(services) => self.services(services, id)?,
        };
        let basis = match &rule.basis {
            None => None,
            Some(basis) => {
                let source = self.cited(&basis.source, id, sources)?;
                if source.layer != Layer::Ordinance {
                    let hint = "basisには layer = \"ordinance\" の出典を書いてください。";
                    return Err(self.error(&basis.source.span(), Some(id), "根拠の出典が省令ではありません。", hint));
                }
                Some(Basis { citation: self.citation(source, &basis.at, id)?, services: self.services(&basis.services, id)? })
            }
        };
        Ok(Rule {
            requirement: self.requirement(&rule.requirement, id)?,
            periods: self.periods(&rule.level, id)?,
            citation: self.citation(self.cited(&rule.cite.source, id, sources)?, &rule.cite.at, id)?,
            sentence: self.sentence(&rule.sentence, &kind, id)?,
            id: RuleId::new(id),
            kind,
            services,
            basis,
            remedy: rule.remedy,
            line: Place::of(self.text, span).line,
        })
    }

    fn services(&self, services: &Spanned<Vec<ServiceKind>>, id: &str) -> Result<Vec<ServiceKind>, RulebookError> {
        if services.get_ref().is_empty() {
            let hint = "すべてのサービスに当てはまる規則なら、この項目を書かないでください。";
            return Err(self.error(&services.span(), Some(id), "どのサービスにも当てはまりません。", hint));
        }
        Ok(services.get_ref().clone())
    }

    fn cited<'s>(&self, name: &Spanned<String>, id: &str, sources: &'s [Source]) -> Result<&'s Source, RulebookError> {
        sources.iter().find(|s| s.id.as_str() == name.get_ref()).ok_or_else(|| {
            let known: Vec<_> = sources.iter().map(|s| s.id.as_str()).collect();
            let hint = format!("書かれている出典：{}", known.join("、"));
            self.error(&name.span(), Some(id), format!("出典「{}」はこのファイルにありません。", name.get_ref()), &hint)
        })
    }

    fn citation(&self, source: &Source, at: &Spanned<String>, id: &str) -> Result<Arc<Citation>, RulebookError> {
        if at.get_ref().trim().is_empty() {
            return Err(self.error(&at.span(), Some(id), "出典のどこに書かれているかがありません。", "例：at = \"3(2)\""));
        }
        Ok(Arc::new(Citation { source: source.short.clone(), at: at.get_ref().clone(), source_id: source.id.clone() }))
    }

    fn requirement(&self, written: &Spanned<String>, id: &str) -> Result<Requirement, RulebookError> {
        let text = written.get_ref();
        let well_formed = text.split_at_checked(1).is_some_and(|(letter, number)| {
            ("A"..="H").contains(&letter) && (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
        });
        if well_formed {
            Ok(Requirement::new(text))
        } else {
            Err(self.error(&written.span(), Some(id), "要件の番号ではありません。", "例：\"A3\""))
        }
    }

    fn periods(&self, written: &Spanned<Vec<Spanned<PeriodText>>>, id: &str) -> Result<Vec<Period>, RulebookError> {
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
    fn fits_its_versions(&self, rule: &Rule, earlier: &[Arc<Rule>], span: &Range<usize>) -> Result<(), RulebookError> {
        for other in earlier.iter().filter(|other| other.id == rule.id && shares_service(other, rule)) {
            let both = rule.periods.iter().any(|a| other.periods.iter().any(|b| a.overlaps(b)));
            if both {
                let problem = format!("{}行目の同じ名前の規則と、同じ日・同じサービスに当てはまります。", other.line);
                let hint = "期間を分けるか、別の名前にしてください。";
                return Err(self.error(span, Some(rule.id.as_str()), problem, hint));
            }
        }
        Ok(())
    }

    fn no_gap_between_versions(&self, rules: &[Arc<Rule>]) -> Result<(), RulebookError> {
        for (rule, service) in rules.iter().flat_map(|r| r.services.iter().map(move |s| (r, s))) {
            let Some(first) = rule.periods.first() else { continue };
            let of_same_id = rules.iter().filter(|r| r.id == rule.id && r.services.contains(service));
            let previous = of_same_id.flat_map(|r| &r.periods).filter(|p| p.since < first.since).max_by_key(|p| p.since);
            if let Some(previous) = previous {
                let start = self.text.split_inclusive('\n').take(rule.line.saturating_sub(1)).map(str::len).sum();
                self.no_gap(previous, first, &(start..start), rule.id.as_str())?;
            }
        }
        Ok(())
    }

    fn sentence(&self, written: &Spanned<String>, kind: &Kind, id: &str) -> Result<String, RulebookError> {
        let parameters = kind.parameters();
        let filled = parameters.iter().fold(written.get_ref().clone(), |s, (name, value)| s.replace(&format!("{{{name}}}"), value));
        if filled.trim().is_empty() {
            return Err(self.error(&written.span(), Some(id), "規則の文がありません。", "人が読む一文を書いてください。"));
        }
        if filled.contains(['{', '}']) {
            let names: Vec<_> = parameters.iter().map(|(name, _)| format!("{{{name}}}")).collect();
            let hint = format!("この種類で使えるもの：{}", if names.is_empty() { "なし".to_owned() } else { names.join("、") });
            return Err(self.error(&written.span(), Some(id), "文の中の{…}に当てはまる値がありません。", &hint));
        }
        Ok(filled)
    }
}

fn shares_service(a: &Rule, b: &Rule) -> bool {
    a.services.iter().any(|s| b.services.contains(s))
}
