//! Log lines: to standard error, as text or JSON, without personal data. Whoever adds a field to a log line answers for it;
//! identifiers may be logged, names, addresses of mail and texts never.

use std::io::{IsTerminal, Write};

use tracing_subscriber::{EnvFilter, fmt};

use crate::{
    commands::CommandError,
    configuration::{Log, LogFormat},
};

/// Starts logging. A filter that does not read falls back to `info`, which is said in the log itself.
pub fn start(log: &Log) {
    let (filter, fell_back) = match EnvFilter::try_new(&log.filter) {
        Ok(filter) => (filter, false),
        Err(_) => (EnvFilter::new("info"), true),
    };
    let lines = fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(true);
    match log.format {
        LogFormat::Text => lines.with_ansi(std::io::stderr().is_terminal()).init(),
        LogFormat::Json => lines.json().init(),
    }
    if fell_back {
        tracing::warn!("log.filter does not read; logging at level info");
    }
}

/// Says in one line on standard error why the call failed, with the causes behind it.
pub fn complain(error: &CommandError) {
    let mut line = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(next) = cause {
        let text = next.to_string();
        if !line.contains(&text) {
            line = format!("{line}: {text}");
        }
        cause = next.source();
    }
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(std::io::stderr(), "engawa: {line}");
}
