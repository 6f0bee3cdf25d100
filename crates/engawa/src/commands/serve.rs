//! `engawa serve`

use tokio::net::TcpListener;

use super::{CommandError, Outcome};
use crate::{configuration::Configuration, startup};

/// Serves until it is told to stop (Ctrl-C or SIGTERM); running requests finish first.
pub async fn run(configuration: &Configuration) -> Result<Outcome, CommandError> {
    let app = startup::open(configuration).await?;
    let listener = TcpListener::bind(configuration.listen).await.map_err(CommandError::Serve)?;
    tracing::info!(address = %configuration.listen, "serving");
    serve_on(listener, app, configuration).await
}

/// Serves on a listener that is already bound.
pub async fn serve_on(listener: TcpListener, app: service::App, configuration: &Configuration) -> Result<Outcome, CommandError> {
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let worker =
        tokio::spawn(startup::deliver_mail(app.clone(), configuration.mail.clone(), configuration.data_dir.clone(), stopped.clone()));
    let sweeper = tokio::spawn(startup::sweep(app.clone(), stopped.clone()));
    let keeper = tokio::spawn(startup::keep_findings(app.clone(), stopped.clone()));
    startup::load_language(app.tongue.clone());
    let shelver = tokio::spawn(startup::keep_shelf(app.clone(), stopped));
    let router = web::router(app.clone());
    let served = axum::serve(listener, router.into_make_service_with_connect_info::<std::net::SocketAddr>())
        .with_graceful_shutdown(asked_to_stop())
        .await;
    // Nobody listens any more when the worker has already ended.
    let _ = stop.send(true);
    let _ = worker.await;
    let _ = sweeper.await;
    let _ = keeper.await;
    let _ = shelver.await;
    app.database.close().await;
    tracing::info!("stopped");
    served.map_err(CommandError::Serve)?;
    Ok(Outcome::Holds)
}

async fn asked_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}
