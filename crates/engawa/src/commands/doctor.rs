//! `engawa doctor`: what is wrong with this installation, and how to mend it.

use std::{os::unix::fs::PermissionsExt, path::Path, sync::Arc};

use store::{Database, Keyring};

use super::{CommandError, Outcome, say};
use crate::configuration::Configuration;

/// One thing that was looked at.
struct Examined {
    what: &'static str,
    result: Result<String, Complaint>,
}

struct Complaint {
    found: String,
    mend: String,
}

fn complaint(found: impl ToString, mend: impl ToString) -> Complaint {
    Complaint { found: found.to_string(), mend: mend.to_string() }
}

/// Looks at everything and prints a line each; does not hold when something must be mended.
pub async fn run(configuration: &Configuration) -> Result<Outcome, CommandError> {
    let examined = [
        Examined { what: "data folder", result: data_folder(&configuration.data_dir) },
        Examined { what: "keys", result: keys(configuration) },
        Examined { what: "database", result: database(configuration).await },
        Examined { what: "files", result: files(configuration).await },
        Examined { what: "address", result: address(configuration) },
        Examined { what: "mail", result: mail(configuration) },
    ];
    let mut outcome = Outcome::Holds;
    for Examined { what, result } in examined {
        match result {
            Ok(fine) => say(format_args!("ok      {what}: {fine}")),
            Err(Complaint { found, mend }) => {
                say(format_args!("mend    {what}: {found}\n        → {mend}"));
                outcome = Outcome::DoesNotHold;
            }
        }
    }
    Ok(outcome)
}

fn data_folder(folder: &Path) -> Result<String, Complaint> {
    let probe = folder.join(".engawa-doctor");
    std::fs::write(&probe, b"x").map_err(|error| {
        complaint(
            format_args!("{} cannot be written: {error}", folder.display()),
            "create the folder and give it to the user that runs engawa",
        )
    })?;
    // The probe is empty of meaning; a leftover is overwritten next time.
    let _ = std::fs::remove_file(probe);
    Ok(format!("{} can be written", folder.display()))
}

fn keys(configuration: &Configuration) -> Result<String, Complaint> {
    let text = match &configuration.keys {
        Some(text) => text.clone(),
        None => read_private(&configuration.keys_file())?,
    };
    let keyring = Keyring::parse(&text).map_err(|error| complaint(error, "restore the key file from its copy"))?;
    Ok(format!("key {} seals", keyring.current()))
}

fn read_private(file: &Path) -> Result<String, Complaint> {
    let shown = file.display();
    let text = std::fs::read_to_string(file).map_err(|error| {
        complaint(format_args!("{shown}: {error}"), "start engawa once to make keys, or restore the key file from its copy")
    })?;
    let mode = std::fs::metadata(file).map_or(0, |data| data.permissions().mode());
    if mode & 0o077 != 0 {
        return Err(complaint(format_args!("{shown} can be read by other users"), format_args!("chmod 600 {shown}")));
    }
    Ok(text)
}

async fn database(configuration: &Configuration) -> Result<String, Complaint> {
    let keyring = crate::startup::keyring(configuration).map_err(|error| complaint(error, "mend the keys first"))?;
    let url = configuration.database_url();
    let unreachable = |error| complaint(error, "check ENGAWA_DATABASE_URL, and that the server runs and lets this user in");
    let database = Database::connect(&url, keyring.into()).await.map_err(unreachable)?;
    let answer = async {
        let mut tx = database.read().await?;
        store::audit::verify(&mut tx).await
    };
    let walked = answer.await;
    database.close().await;
    match walked {
        Ok(Ok(verified)) => Ok(format!("answers; {} audit records verify", verified.records)),
        Ok(Err(broken)) => {
            Err(complaint(broken, "somebody changed the audit log: keep the database as it is and compare it with a backup"))
        }
        Err(error) => Err(complaint(error, "run: engawa migrate")),
    }
}

async fn files(configuration: &Configuration) -> Result<String, Complaint> {
    let keyring = Arc::new(crate::startup::keyring(configuration).map_err(|error| complaint(error, "mend the keys first"))?);
    let unreachable =
        |error: &dyn std::fmt::Display| complaint(error, "check [files] in the configuration, and that the store lets this user in");
    let objects = crate::startup::objects(configuration, keyring.clone()).map_err(|error| unreachable(&error))?;
    let database =
        Database::connect(&configuration.database_url(), keyring).await.map_err(|error| complaint(error, "mend the database first"))?;
    let missing = objects.missing(&database).await;
    database.close().await;
    match missing {
        Ok(0) => Ok(format!("in {}, none missing", configuration.files.url.as_deref().unwrap_or("the data folder"))),
        Ok(missing) => Err(complaint(format_args!("{missing} files are missing"), "restore the folder of files from its copy")),
        Err(error) => Err(unreachable(&error)),
    }
}

fn address(configuration: &Configuration) -> Result<String, Complaint> {
    let url = &configuration.base_url;
    let local = url.contains("//localhost") || url.contains("//127.0.0.1");
    if url.starts_with("http://") && !local {
        return Err(complaint(
            format_args!("{url} is not encrypted"),
            "put a proxy with TLS in front (deploy/Caddyfile) and set base_url to https://…",
        ));
    }
    Ok(url.clone())
}

fn mail(configuration: &Configuration) -> Result<String, Complaint> {
    match &configuration.mail.smtp_url {
        Some(_) if configuration.mail.from.ends_with("@localhost") => {
            Err(complaint("the sender's address is not set", "set mail.from (ENGAWA_MAIL__FROM) to an address of your own domain"))
        }
        Some(_) => Ok(format!("by SMTP, from {}", configuration.mail.from)),
        None => Ok(format!("written to {}, not sent", configuration.data_dir.join("mail").display())),
    }
}
