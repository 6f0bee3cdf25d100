//! Configuration: `engawa.toml`, then `ENGAWA_*` variables, which win. Secrets come from files or variables, never from the
//! command line, where other users of the machine could see them.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use serde::{Deserialize, Serialize};

/// Everything that can be set. Each field is a line of `engawa.toml` and a variable: `database_url` is `ENGAWA_DATABASE_URL`,
/// `mail.from` is `ENGAWA_MAIL__FROM`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// `sqlite:PATH` or `postgres://…`. By default `engawa.db` in the data folder.
    #[serde(default)]
    pub database_url: Option<String>,
    /// Where the SQLite file and the key file lie.
    pub data_dir: PathBuf,
    /// Where the compiled dictionary is kept, which can be made anew at any time; by default `cache` in the data folder.
    #[serde(default)]
    pub cache_dir: Option<PathBuf>,
    /// The key file; by default `keys` in the data folder. `ENGAWA_KEYS` may hold the keys themselves instead.
    #[serde(default)]
    pub keys_file: Option<PathBuf>,
    /// The keys themselves (the text of a key file).
    #[serde(default)]
    pub keys: Option<String>,
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// The address under which people reach the installation. Letters and mails carry it.
    pub base_url: String,
    /// The name of the installation on pages and in mails.
    pub installation_name: String,
    /// A folder of rulebooks of this installation's own: each stands in place of the program's of the same name, or beside them.
    #[serde(default)]
    pub rulebooks: Option<PathBuf>,
    /// How to log.
    pub log: Log,
    /// How to send mail.
    pub mail: Mail,
    /// Where files (scans, materials) lie.
    #[serde(default)]
    pub files: Files,
}

/// Where files lie.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// `s3://bucket/prefix`. Without it, the folder `files` of the data folder.
    #[serde(default)]
    pub url: Option<String>,
    /// What the store needs: `aws_endpoint`, `aws_region`, `aws_access_key_id`, `aws_secret_access_key` … as the `object_store`
    /// library names them.
    #[serde(default, deserialize_with = "scalars")]
    pub options: BTreeMap<String, String>,
}

/// A variable such as `true` or `5` reads as a truth or a number; here it is meant as it is written.
fn scalars<'de, D: serde::Deserializer<'de>>(source: D) -> Result<BTreeMap<String, String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Scalar {
        Truth(bool),
        Number(i64),
        Text(String),
    }
    let read = BTreeMap::<String, Scalar>::deserialize(source)?;
    let text = |scalar| match scalar {
        Scalar::Truth(truth) => truth.to_string(),
        Scalar::Number(number) => number.to_string(),
        Scalar::Text(text) => text,
    };
    Ok(read.into_iter().map(|(name, scalar)| (name, text(scalar))).collect())
}

/// How to log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// `text` or `json`.
    pub format: LogFormat,
    /// A filter such as `info` or `warn,web=debug`.
    pub filter: String,
}

/// The shape of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// How to send mail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// `smtp://…` or `smtps://user:password@host`. Without it, mail is written into the folder `mail` of the data folder.
    #[serde(default)]
    pub smtp_url: Option<String>,
    /// The sender's address.
    pub from: String,
}

impl Default for Configuration {
    fn default() -> Self {
        Self {
            database_url: None,
            data_dir: PathBuf::from("data-of-this-installation"),
            cache_dir: None,
            keys_file: None,
            keys: None,
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            base_url: "http://localhost:8080".to_owned(),
            installation_name: "縁側".to_owned(),
            rulebooks: None,
            log: Log { format: LogFormat::Text, filter: "info,sqlx=warn".to_owned() },
            mail: Mail { smtp_url: None, from: "engawa@localhost".to_owned() },
            files: Files::default(),
        }
    }
}

/// The configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigurationError {
    /// A file or variable does not read.
    #[error("the configuration cannot be read: {0}")]
    Unreadable(Box<figment::Error>),
    /// A value makes no sense.
    #[error("{key}: {reason}")]
    Unfit {
        /// Which key.
        key: &'static str,
        /// Why, and what would be right.
        reason: String,
    },
}

impl Configuration {
    /// Reads `file` (when it is there) and the variables.
    pub fn load(file: &Path) -> Result<Self, ConfigurationError> {
        Self::from_figment(
            Figment::from(Serialized::defaults(Self::default()))
                .merge(Toml::file(file))
                .merge(Env::prefixed("ENGAWA_").ignore(&["test_postgres"]).split("__")),
        )
    }

    fn from_figment(figment: Figment) -> Result<Self, ConfigurationError> {
        let configuration: Self = figment.extract().map_err(|error| ConfigurationError::Unreadable(Box::new(error)))?;
        configuration.check()?;
        Ok(configuration)
    }

    fn check(&self) -> Result<(), ConfigurationError> {
        let unfit = |key, reason: &str| Err(ConfigurationError::Unfit { key, reason: reason.to_owned() });
        if !(self.base_url.starts_with("http://") || self.base_url.starts_with("https://")) {
            return unfit("base_url", "begins with http:// or https://, for example https://engawa.example.jp");
        }
        if self.base_url.ends_with('/') {
            return unfit("base_url", "has no slash at the end");
        }
        let database = self.database_url();
        if !["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| database.starts_with(scheme)) {
            return unfit("database_url", "begins with sqlite: or postgres://");
        }
        Ok(())
    }

    /// The database's address.
    pub fn database_url(&self) -> String {
        match &self.database_url {
            Some(url) => url.clone(),
            None => format!("sqlite:{}", self.data_dir.join("engawa.db").display()),
        }
    }

    /// The folder of what can be made anew at any time.
    pub fn cache_folder(&self) -> PathBuf {
        self.cache_dir.clone().unwrap_or_else(|| self.data_dir.join("cache"))
    }

    /// The key file.
    pub fn keys_file(&self) -> PathBuf {
        self.keys_file.clone().unwrap_or_else(|| self.data_dir.join("keys"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Configuration, ConfigurationError> {
        Configuration::from_figment(Figment::from(Serialized::defaults(Configuration::default())).merge(Toml::string(text)))
    }

    #[test]
    fn an_empty_file_gives_a_local_sqlite_installation() {
        let configuration = read("").unwrap();
        assert!(configuration.database_url().starts_with("sqlite:"));
    }

    #[test]
    fn a_misspelt_key_is_refused_with_its_name() {
        let message = read("databse_url = 'sqlite:x.db'").unwrap_err().to_string();
        assert!(message.contains("databse_url"), "{message}");
    }

    #[test]
    fn files_go_where_the_configuration_says() {
        let text = "[files]\nurl = 's3://bucket/engawa'\n[files.options]\naws_region = 'ap-northeast-1'";
        let files = read(text).unwrap().files;
        assert_eq!(files.url.as_deref(), Some("s3://bucket/engawa"));
        assert!(read("[files]\nfolder = 'x'").is_err());
        let options = read("[files.options]\naws_allow_http = true\naws_retries = 3").unwrap().files.options;
        assert_eq!(options.into_values().collect::<Vec<_>>(), ["true", "3"], "as they are written");
    }

    #[test]
    fn a_database_of_another_kind_is_refused() {
        assert!(matches!(read("database_url = 'mysql://x'"), Err(ConfigurationError::Unfit { key: "database_url", .. })));
    }

    #[test]
    fn an_address_without_scheme_is_refused() {
        assert!(matches!(read("base_url = 'engawa.example.jp'"), Err(ConfigurationError::Unfit { key: "base_url", .. })));
    }
}
