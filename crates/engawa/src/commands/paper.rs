//! `engawa paper --list | FORM --data FILE.json --out FILE.(pdf|docx|txt|html)`

use std::{
    collections::BTreeMap,
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args;
use jiff::civil::Date;
use paper::{Engine, Form, Format, PaperError, Print, Size};
use serde_json::Value;
use service::Clock;

use super::{CommandError, Outcome, read_input, read_json, say};

/// A form filled in, or what forms there are.
#[derive(Debug, Args)]
pub struct Call {
    /// The form, a name printed by --list.
    #[arg(required_unless_present = "list")]
    form: Option<String>,
    /// Print the names and titles of all forms.
    #[arg(long, conflicts_with_all = ["form", "data", "out", "schema", "sample"])]
    list: bool,
    /// The content: a JSON object, or a list of objects for many letters in one document. `-`: standard input.
    #[arg(long, required_unless_present_any = ["list", "schema", "sample"])]
    data: Option<PathBuf>,
    /// Where to; the ending (pdf, docx, txt, html) says the format.
    #[arg(long, required_unless_present_any = ["list", "schema", "sample"])]
    out: Option<PathBuf>,
    /// The size of running text in points: 10.5, 14, 18 or 22.
    #[arg(long, default_value = "10.5", value_parser = size)]
    size: Size,
    /// Set readings over the kanji, where the form has them.
    #[arg(long)]
    ruby: bool,
    /// The day that the document says it was made on; today when absent.
    #[arg(long)]
    made_on: Option<Date>,
    /// A folder with forms of one's own; a file in it stands in place of the program's file of the same path.
    #[arg(long)]
    forms: Option<PathBuf>,
    /// Print the JSON Schema of the form's content, instead.
    #[arg(long, conflicts_with_all = ["data", "out", "sample"])]
    schema: bool,
    /// Print an invented sample of the form's content, instead.
    #[arg(long, conflicts_with_all = ["data", "out"])]
    sample: bool,
}

fn size(text: &str) -> Result<Size, String> {
    let size = text.parse().ok().and_then(Size::from_points);
    size.ok_or_else(|| "10.5、14、18、22のどれかを指定してください。".to_owned())
}

/// Does what was asked; needs no installation.
pub fn run(call: Call) -> Result<Outcome, CommandError> {
    let engine = Engine::with_own_forms(own_forms(call.forms.as_deref())?).map_err(told)?;
    let Some(form) = call.form else {
        for (form, title) in engine.forms() {
            say(format_args!("{form}\t{title}"));
        }
        return Ok(Outcome::Holds);
    };
    if call.schema || call.sample {
        return describe(&form, call.schema);
    }
    let (Some(data), Some(out)) = (call.data, call.out) else {
        return Err(CommandError::Input("--data と --out を指定してください。".to_owned()));
    };
    let format = format(&out)?;
    let contents = contents(&data)?;
    let made_on = call.made_on.unwrap_or_else(|| service::SystemClock.today());
    let print = Print { made_on, size: call.size, ruby: call.ruby };
    let document = engine.render_all(&form, &contents, format, print).map_err(told)?;
    std::fs::File::create(&out)
        .and_then(|mut file| file.write_all(&document))
        .map_err(|source| CommandError::File { path: out, source })?;
    Ok(Outcome::Holds)
}

/// Prints the schema or the sample of a form of the program.
fn describe(form: &str, schema: bool) -> Result<Outcome, CommandError> {
    let known = Form::find(form).ok_or_else(|| told(PaperError::UnknownForm(form.to_owned())))?;
    let value = if schema { known.schema() } else { known.sample().unwrap_or_default() };
    say(format_args!("{value:#}"));
    Ok(Outcome::Holds)
}

fn told(error: PaperError) -> CommandError {
    CommandError::Input(error.to_string())
}

/// The format that the name of the file asks for.
fn format(out: &Path) -> Result<Format, CommandError> {
    let ending = out.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    Format::from_extension(ending).ok_or_else(|| {
        CommandError::Input(format!("{}: ファイル名の終わりを .pdf、.docx、.txt、.html のどれかにしてください。", out.display()))
    })
}

/// One object, or a list of them.
fn contents(data: &Path) -> Result<Vec<Value>, CommandError> {
    match read_json(data)? {
        Value::Array(several) if several.is_empty() => Err(CommandError::Input(format!("{}: 内容が一つもありません。", data.display()))),
        Value::Array(several) => Ok(several),
        one => Ok(vec![one]),
    }
}

/// The files of a folder by their path below it, two levels deep: form and file.
fn own_forms(folder: Option<&Path>) -> Result<BTreeMap<String, Vec<u8>>, CommandError> {
    let mut files = BTreeMap::new();
    let Some(folder) = folder else { return Ok(files) };
    for form in entries(folder)?.into_iter().filter(|path| path.is_dir()) {
        for file in entries(&form)?.into_iter().filter(|path| path.is_file()) {
            if let Some(name) = file.strip_prefix(folder).ok().and_then(Path::to_str) {
                files.insert(name.to_owned(), read_input(&file)?);
            }
        }
    }
    Ok(files)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, CommandError> {
    let failed = |source| CommandError::File { path: folder.to_owned(), source };
    std::fs::read_dir(folder).map_err(failed)?.map(|entry| entry.map(|entry| entry.path()).map_err(failed)).collect()
}
