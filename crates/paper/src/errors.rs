//! What can go wrong, in the words of whoever filled in the form.

/// One thing that is wrong with the content of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where: names of fields joined by dots, members of lists counted from 1, such as `items.2.title`. Empty: the whole.
    pub field: String,
    /// Why, as a Japanese sentence. Says nothing of what was written: it may be a name (E7).
    pub reason: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.field.is_empty() { out.write_str(&self.reason) } else { write!(out, "{}：{}", self.field, self.reason) }
    }
}

/// Why there is no document. Nothing half-done is ever returned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// No form has this name.
    #[error("「{0}」という様式はありません。様式の一覧から選んでください。")]
    UnknownForm(String),
    /// The content does not fit the form's schema.
    #[error("様式「{form}」の内容に直すところがあります。{}", joined(.faults))]
    Content {
        /// The form's name.
        form: String,
        /// At least one.
        faults: Vec<Fault>,
    },
    /// The fonts have no picture of some characters, so that paper would show nothing in their place (PDF only).
    #[error("様式「{form}」を印刷できません。この書体にない文字があります。{}別の字に直すか、DOCX・HTML・テキストで作ってください。", joined(.faults))]
    Unprintable {
        /// The form's name.
        form: String,
        /// Each field with the characters that are missing.
        faults: Vec<Fault>,
    },
    /// The template, a city's own perhaps, is broken.
    #[error("様式「{form}」のひな形が正しくありません。{message}")]
    Template {
        /// The form's name.
        form: String,
        /// Where and what, for whoever wrote it.
        message: String,
    },
    /// The document could not be written down.
    #[error("書類を作れませんでした。{0}")]
    Export(String),
}

fn joined(faults: &[Fault]) -> String {
    const SHOWN: usize = 10;
    let mut text: String = faults.iter().take(SHOWN).map(|fault| format!("{fault}")).collect();
    if faults.len() > SHOWN {
        text.push_str(&format!("ほかに{}か所あります。", faults.len() - SHOWN));
    }
    text
}
