//! `engawa demo`: an invented city. One of its offices has last year's published minutes and this year in progress; the others show its
//! officials what offices are like. One sign-in link a role.

mod story;
mod town;
mod visits;

use std::{path::PathBuf, sync::Arc};

use jiff::SignedDuration;
use model::accounts::Role;
use service::{Actor, App, Clock, FixedClock, LinkPurpose, SystemClock, SystemEntropy, links};
use store::Database;
use tokio::net::TcpListener;

use super::{CommandError, Outcome, say, serve};
use crate::{configuration::Configuration, startup};

/// The demonstration acts under this name.
const DEMO: Actor = Actor::System("demo");

/// Builds the demonstration in a fresh folder (or opens the one that is there) and serves it.
pub async fn run(configuration: &Configuration, dir: Option<PathBuf>, port: Option<u16>) -> Result<Outcome, CommandError> {
    // Without a folder the demonstration is thrown away when it ends.
    let (folder, _kept) = match dir {
        Some(dir) => (dir, None),
        None => {
            let temporary = tempfile::tempdir().map_err(|source| CommandError::File { path: std::env::temp_dir(), source })?;
            (temporary.path().to_owned(), Some(temporary))
        }
    };
    let listen = std::net::SocketAddr::from(([127, 0, 0, 1], port.unwrap_or(8080)));
    let listener = TcpListener::bind(listen).await.map_err(CommandError::Serve)?;
    let address = listener.local_addr().map_err(CommandError::Serve)?;
    let configuration = Configuration {
        data_dir: folder,
        database_url: None,
        files: crate::configuration::Files::default(),
        keys_file: None,
        base_url: format!("http://localhost:{}", address.port()),
        installation_name: "縁側（見本）".to_owned(),
        cache_dir: configuration.cache_dir.clone().or_else(crate::cache::folder),
        ..configuration.clone()
    };
    startup::prepare_folder(&configuration.data_dir)?;
    if configuration.rulebooks.is_none() {
        town::put_rules_in_force(&configuration.data_dir, SystemClock.today())?;
    }
    let app = startup::open(&configuration).await?;
    if is_empty(&app).await? {
        tell_story(&configuration, &app.database).await?;
    }
    print_links(&app).await?;
    serve::serve_on(listener, app, &configuration).await
}

async fn is_empty(app: &App) -> Result<bool, CommandError> {
    let mut tx = app.database.read().await?;
    let count: i64 = store::sql("SELECT count(*) AS n FROM offices").one(&mut tx, |row| row.get("n")).await?;
    Ok(count == 0)
}

/// Everything in the demonstration went through the same actions as in earnest, on the days on which it happened.
async fn tell_story(configuration: &Configuration, database: &Database) -> Result<(), CommandError> {
    let clock = Arc::new(FixedClock::on(SystemClock.today()));
    let app = startup::app(configuration, database.clone(), clock.clone(), Arc::new(SystemEntropy))?;
    // All names of the story are known to its office; nobody waits at the first start for a dictionary to be compiled.
    let app = App { tongue: service::Tongue::none(), ..app };
    let today = SystemClock.today();
    let told = async {
        story::tell(&app, &clock, today).await?;
        town::tell(&app, &clock, today).await
    };
    told.await.map_err(|error| CommandError::Broken(format!("the demonstration: {error}")))?;
    // What was told of the past is seen as of today.
    service::findings::keep::refresh_outdated(&app).await.map_err(|fault| CommandError::Broken(fault.to_string()))?;
    Ok(())
}

/// One link a role, good for a day and for one sign-in at a time.
async fn print_links(app: &App) -> Result<(), CommandError> {
    let broken = |error: service::Fault| CommandError::Broken(error.to_string());
    say(format_args!("縁側の見本を開きました：{}", app.settings.base_url));
    for (role, id) in story::accounts(app).await.map_err(broken)? {
        let mut tx = app.change(&DEMO, service::Action::AccountsCreate, &service::Resource::installation()).await.map_err(broken)?;
        let new = links::NewLink {
            office: None,
            purpose: LinkPurpose::SignIn,
            subject: id.to_string(),
            kana: None,
            expires_at: app.now() + SignedDuration::from_hours(24),
        };
        let link = links::issue(app, &mut tx, new).await.map_err(broken)?;
        tx.commit(app.now(), app.installation_record(&DEMO, service::Action::AccountsCreate, store::Subject::new("account", id))).await?;
        say(format_args!("{:<18} {}/sign-in/link/{}", role_code(role), app.settings.base_url, link.token));
    }
    if let Some((office, seat)) = story::somebody_asked(app).await.map_err(broken)? {
        let mut tx = app.change(&DEMO, service::Action::MeetingsArrange, &service::Resource::office(office)).await.map_err(broken)?;
        let new = links::NewLink {
            office: Some(office),
            purpose: LinkPurpose::DatePoll,
            subject: seat.to_string(),
            kana: None,
            expires_at: app.now() + SignedDuration::from_hours(24),
        };
        let link = links::issue(app, &mut tx, new).await.map_err(broken)?;
        let subject = store::Subject::new("seat", seat);
        tx.commit(app.now(), app.record(&DEMO, service::Action::MeetingsArrange, office, subject)).await?;
        say(format_args!("{:<18} {}/m/{}/dates", "member", app.settings.base_url, link.token));
    }
    let (manager, city) = (story::MANAGER_EMAIL, story::CITY_EMAIL);
    say(format_args!("パスワードでも入れます：{manager}（事業所）・{city}（市）／ {}", story::PASSWORD));
    say("終わるときは Ctrl+C を押してください。");
    Ok(())
}

fn role_code(role: Role) -> &'static str {
    model::Vocabulary::code(role)
}
