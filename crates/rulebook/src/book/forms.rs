//! What must hold of the forms of a rulebook, and of the rules that name one.

use std::{collections::BTreeSet, ops::Range, sync::Arc};

use model::Vocabulary;

use super::{
    Rulebook,
    check::Checker,
    error::RulebookError,
    text::{FieldText, FormText, SectionText},
};
use crate::{
    form::{FormField, FormSection, Layout, PrescribedForm, words_of},
    kind::FormName,
    rule::{Rule, Source},
};

impl Checker<'_> {
    /// The forms of this book, and those of the book above that it does not write anew.
    pub(super) fn forms(&self, written: Vec<FormText>, sources: &[Source]) -> Result<Vec<Arc<PrescribedForm>>, RulebookError> {
        let mut seen = BTreeSet::new();
        let mut forms = Vec::with_capacity(written.len());
        for form in written {
            self.name(&form.id, None)?;
            let id = form.id.get_ref().as_str();
            if id == FormName::UNKNOWN {
                let hint = "「unknown」は、内容が分からない様式を指す語です。別の名前にしてください。";
                return Err(self.error(&form.id.span(), None, "様式の名前に「unknown」は使えません。", hint));
            }
            if !seen.insert(id.to_owned()) {
                let problem = format!("様式「{id}」が2回書かれています。");
                return Err(self.error(&form.id.span(), None, problem, "別の名前にしてください。"));
            }
            forms.push(Arc::new(self.form(form, sources)?));
        }
        let above = self.above.map(Rulebook::forms).unwrap_or_default();
        let kept: Vec<_> = above.iter().filter(|form| !seen.contains(&form.id)).cloned().collect();
        forms.extend(kept);
        Ok(forms)
    }

    fn form(&self, form: FormText, sources: &[Source]) -> Result<PrescribedForm, RulebookError> {
        let FormText { id, subject, title, number, addressee, layout, url, cite, notes, section } = form;
        let id = id.into_inner();
        let fail = |span: &Range<usize>, problem: String, hint: &str| Err(self.error(span, None, format!("様式「{id}」：{problem}"), hint));
        if title.get_ref().trim().is_empty() {
            return fail(&title.span(), "題がありません。".to_owned(), "紙の一番上に書く題を書いてください。");
        }
        if let Some(known) = self.above.and_then(|above| above.form(&id)).filter(|known| known.subject != subject) {
            let hint = "上位の様式を書き直すときは、forを同じにしてください。別の様式なら、別の名前にしてください。";
            return fail(&title.span(), format!("上位の規則集では、{}の様式です。", known.subject), hint);
        }
        match &url {
            Some(url) if !(url.get_ref().starts_with("https://") || url.get_ref().starts_with("http://")) => {
                return fail(&url.span(), "urlが開けません。".to_owned(), "https:// または http:// で始めてください。");
            }
            None if *layout.get_ref() == Layout::Ours => {
                let hint = "layout = \"ours\" の様式には、自治体の様式がある場所をurlに書いてください。";
                return fail(&layout.span(), "見比べる様式の場所がありません。".to_owned(), hint);
            }
            _ => {}
        }
        if section.get_ref().is_empty() {
            return fail(&section.span(), "項目がありません。".to_owned(), "[[form.section]]を書き足してください。");
        }
        let source = self.cited(&cite.source, &id, sources)?;
        let citation = self.citation(source, &cite.at, &id)?;
        let mut sections = Vec::with_capacity(section.get_ref().len());
        for SectionText { heading, fields } in section.into_inner() {
            if fields.get_ref().is_empty() {
                return fail(&fields.span(), "項目のない見出しがあります。".to_owned(), "fieldsに項目を書いてください。");
            }
            let mut of_section = Vec::with_capacity(fields.get_ref().len());
            for FieldText { label, from } in fields.into_inner() {
                if label.get_ref().trim().is_empty() {
                    return fail(&label.span(), "名前のない項目があります。".to_owned(), "labelに、紙に書く名前を書いてください。");
                }
                if !from.get_ref().fits(subject) {
                    let hint = format!("使える語：{}", words_of(subject));
                    return fail(&from.span(), format!("「{}」は、{subject}の様式では使えません。", from.get_ref().code()), &hint);
                }
                of_section.push(FormField { label: label.into_inner(), from: from.into_inner() });
            }
            sections.push(FormSection { heading, fields: of_section });
        }
        let (title, layout, url) = (title.into_inner(), layout.into_inner(), url.map(toml::Spanned::into_inner));
        Ok(PrescribedForm { id, subject, title, number, addressee, layout, url, citation, sections, notes })
    }

    /// A rule that prescribes a form names one that there is, for the same thing, or says that it is not known.
    pub(super) fn prescribes(&self, rule: &Rule, span: &Range<usize>, forms: &[Arc<PrescribedForm>]) -> Result<(), RulebookError> {
        let Some((subject, FormName::Named(name))) = rule.kind.prescribes() else { return Ok(()) };
        if forms.iter().any(|form| form.id == *name && form.subject == subject) {
            return Ok(());
        }
        let problem = match forms.iter().find(|form| form.id == *name) {
            Some(other) => format!("様式「{name}」は、{}の様式です。", other.subject),
            None => format!("様式「{name}」がありません。"),
        };
        let fitting: Vec<&str> = forms.iter().filter(|form| form.subject == subject).map(|form| form.id.as_str()).collect();
        let known = if fitting.is_empty() { "なし".to_owned() } else { fitting.join("、") };
        let hint = format!("{subject}の様式：{known}。内容が分からない様式なら、\"{}\" と書いてください。", FormName::UNKNOWN);
        Err(self.error(span, Some(rule.id.as_str()), problem, &hint))
    }
}
