//! The command-line simulator: `cargo run -p simulator -- --port 8090`.

use std::io::{self, Write as _};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use simulator::{Options, Simulator, bundled, bundled_names};

/// A stand-in for the Gemini API.
#[derive(Parser)]
#[command(name = "simulator", version)]
struct Arguments {
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// The port to listen on; 0 picks a free one
    #[arg(long, default_value_t = 8090)]
    port: u16,
    /// Playback speed: 2 halves every pause, 0 skips all pauses
    #[arg(long, default_value_t = 1.0)]
    speed: f64,
    /// The only API key to accept; by default, any key or none
    #[arg(long)]
    key: Option<String>,
    /// A folder to serve beside the API, such as a built page
    #[arg(long, value_name = "DIR")]
    serve: Option<PathBuf>,
    /// List the scenarios and exit
    #[arg(long)]
    scenarios: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.scenarios {
        for name in bundled_names() {
            let description = bundled(name).map(|scenario| scenario.description);
            println!("{name:32} {}", description.unwrap_or_default());
        }
        return ExitCode::SUCCESS;
    }
    let options = Options {
        address: SocketAddr::new(arguments.host, arguments.port),
        speed: arguments.speed,
        key: arguments.key,
        serve: arguments.serve,
        ..Options::default()
    };
    let address = options.address;
    let simulator = match Simulator::start_with(options).await {
        Ok(simulator) => simulator,
        Err(error) => {
            eprintln!("cannot listen on {address}: {error}");
            return ExitCode::FAILURE;
        }
    };
    // The reader may have closed the pipe once it had the address.
    let _ = writeln!(
        io::stdout(),
        "Gemini simulator listening on {}\nRequest the model `scenario-NAME` to play a scenario; --scenarios lists them.",
        simulator.url()
    );
    // If no handler can be installed, the simulator exits at once.
    let _ = tokio::signal::ctrl_c().await;
    ExitCode::SUCCESS
}
