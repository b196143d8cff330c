//! The server. It draws the page, and serves the WebAssembly that hydrates it.

#[cfg(feature = "ssr")]
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    use axum::Router;
    use leptos::prelude::get_configuration;
    use leptos_axum::{LeptosRoutes as _, file_and_error_handler, generate_route_list};
    use rill_example_leptos_ssr::app::{App, shell};

    let options = get_configuration(None)?.leptos_options;
    let listener = tokio::net::TcpListener::bind(options.site_addr).await?;
    let app = Router::new()
        .leptos_routes(&options, generate_route_list(App), {
            let options = options.clone();
            move || shell(options.clone())
        })
        .fallback(file_and_error_handler(shell))
        .with_state(options);
    axum::serve(listener, app).await?;
    Ok(())
}

/// The browser begins in `lib.rs`.
#[cfg(not(feature = "ssr"))]
fn main() {}
