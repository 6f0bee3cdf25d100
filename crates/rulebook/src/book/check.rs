//! What must hold in a rulebook beyond its form: names, sources, citations, sentences.

use std::{collections::BTreeSet, ops::Range, sync::Arc};

use model::{Vocabulary, offices::ServiceKind};
use toml::Spanned;

use super::{
    Place, Rulebook,
    error::RulebookError,
    heard, layers,
    text::{BookText, Head, RuleAt, RuleText},
};
use crate::{
    kind::Kind,
    rule::{Basis, Change, Citation, Layer, Requirement, Rule, RuleId, Source, SourceId},
};

/// Turns what is written into a rulebook, or says what is wrong with it.
pub(super) fn check(file: &str, text: &str, book: BookText, above: Option<&Rulebook>) -> Result<Rulebook, RulebookError> {
    let Head { id, title, extends, jurisdiction, year, source, form } = book.head;
    let checker = Checker { file, text, book: id.get_ref().as_str().into(), above };
    checker.name(&id, None)?;
    checker.extends(extends.as_ref())?;
    let jurisdiction = jurisdiction.as_ref().map(|code| checker.jurisdiction(code)).transpose()?;
    let year = checker.year(year.as_ref(), &id)?;
    let sources = checker.sources(source)?;
    let forms = checker.forms(form, &sources)?;
    if book.rules.is_empty() {
        return Err(checker.error(&(text.len()..text.len()), None, "規則が1つもありません。", "[[rule]]を書き足してください。"));
    }
    let mut rules: Vec<Arc<Rule>> = Vec::with_capacity(book.rules.len());
    for RuleAt { rule, kind, span, parameters } in book.rules {
        let rule = checker.rule(rule, kind, &span, &sources)?;
        checker.prescribes(&rule, &parameters, &forms)?;
        checker.fits_its_versions(&rule, &rules, &span)?;
        rules.push(Arc::new(rule));
    }
    checker.no_gap_between_versions(&rules)?;
    let (rules, sources) = match above {
        None => (rules, sources),
        Some(above) => (layers::under(above.rules(), &rules), sources.into_iter().chain(above.sources().iter().cloned()).collect()),
    };
    Ok(Rulebook {
        file: file.to_owned(),
        text: text.to_owned(),
        id: id.into_inner(),
        title,
        extends: extends.map(Spanned::into_inner),
        jurisdiction,
        year,
        sources,
        heard: heard::by_service(&rules),
        rules,
        forms,
    })
}

pub(super) struct Checker<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
    /// The id of the book.
    pub(super) book: Arc<str>,
    /// The book that it extends.
    pub(super) above: Option<&'a Rulebook>,
}

impl Checker<'_> {
    pub(super) fn error(&self, span: &Range<usize>, rule: Option<&str>, problem: impl Into<String>, hint: &str) -> RulebookError {
        RulebookError::at(self.file, self.text, span, rule, problem, hint)
    }

    pub(super) fn name(&self, name: &Spanned<String>, rule: Option<&str>) -> Result<(), RulebookError> {
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

    fn rule(&self, rule: RuleText, kind: Option<Kind>, span: &Range<usize>, sources: &[Source]) -> Result<Rule, RulebookError> {
        self.name(&rule.id, Some(rule.id.get_ref()))?;
        let id = rule.id.get_ref().as_str();
        let above = self.rule_above(&rule, span)?;
        let services = match &rule.services {
            None => above.map_or_else(|| ServiceKind::ALL.to_vec(), |above| above.services.clone()),
            Some(services) => self.services(services, id)?,
        };
        let applies_to = match &rule.applies_to {
            Some(written) => self.applies_to(written, &services, id)?,
            None => above.map(|above| above.applies_to.clone()).unwrap_or_default(),
        };
        let inherits = |what: &str| self.error(span, Some(id), format!("項目「{what}」がありません。"), "この項目を書き足してください。");
        let kind_is_own = kind.is_some();
        let kind = kind
            .or_else(|| above.map(|above| above.kind.clone()))
            .ok_or_else(|| self.error(span, Some(id), "規則の種類がありません。", "kind = \"…\"を書き足してください。"))?;
        if let Some(problem) = kind.problem().filter(|_| kind_is_own) {
            return Err(self.error(span, Some(id), "値の組み合わせが規則になりません。", problem));
        }
        let requirement = match &rule.requirement {
            Some(requirement) => self.requirement(requirement, id)?,
            None => above.map(|above| above.requirement.clone()).ok_or_else(|| inherits("requirement"))?,
        };
        let sentence = match &rule.sentence {
            Some(sentence) => self.sentence(sentence, &kind, id)?.into(),
            None if kind_is_own && above.is_some() => {
                let hint = "値を変えた規則には、その値を言う一文を書いてください。";
                return Err(self.error(span, Some(id), "項目「sentence」がありません。", hint));
            }
            None => above.map(|above| above.sentence.clone()).ok_or_else(|| inherits("sentence"))?,
        };
        let periods = self.periods(&rule.level, id)?;
        if let (Some(change), Some(above)) = (&rule.change, above) {
            self.direction(change, above, &kind, &periods, id)?;
        }
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
        let cited = self.cited(&rule.cite.source, id, sources)?;
        if let Some(change) = &rule.change
            && cited.layer == Layer::Operator
            && *change.get_ref() != Change::Tighten
        {
            let hint = "事業者の決まりで上位の規則を変えるときは、change = \"tighten\" だけが使えます。";
            return Err(self.error(&change.span(), Some(id), "事業者の決まりは、上位の規則を緩めたり外したりできません。", hint));
        }
        Ok(Rule {
            requirement,
            periods,
            citation: self.citation(cited, &rule.cite.at, id)?,
            sentence,
            applies_to,
            unless: rule.unless.unwrap_or_else(|| above.map(|above| above.unless.clone()).unwrap_or_default()),
            change: rule.change.map(Spanned::into_inner),
            book: self.book.clone(),
            id: RuleId::new(id),
            kind,
            services,
            basis: basis.or_else(|| above.and_then(|above| above.basis.clone())),
            remedy: rule.remedy.or_else(|| above.and_then(|above| above.remedy)),
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

    pub(super) fn cited<'s>(&self, name: &Spanned<String>, id: &str, sources: &'s [Source]) -> Result<&'s Source, RulebookError> {
        sources.iter().find(|s| s.id.as_str() == name.get_ref()).ok_or_else(|| {
            let known: Vec<_> = sources.iter().map(|s| s.id.as_str()).collect();
            let hint = format!("書かれている出典：{}", known.join("、"));
            self.error(&name.span(), Some(id), format!("出典「{}」はこのファイルにありません。", name.get_ref()), &hint)
        })
    }

    pub(super) fn citation(&self, source: &Source, at: &Spanned<String>, id: &str) -> Result<Arc<Citation>, RulebookError> {
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
