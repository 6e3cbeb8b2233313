//! The command line of claimant: one file a verb in `commands/`, no logic of its own.
//!
//! Data goes to standard output, everything else to standard error. Exit status: 0 done, 1 nothing found or a record
//! failed, 2 usage or failure; a closed pipe is no error.

mod batch;
mod commands;
mod errors;
mod input;
mod ordered;
mod output;
mod progress;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    errors::quiet_readers();
    match commands::Cli::parse().run() {
        Ok(status) => status.into(),
        Err(error) if errors::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            errors::report(&error);
            errors::Status::Failure.into()
        }
    }
}
