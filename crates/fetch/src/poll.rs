//! One feed, polled as its host wishes.

use crate::client::{Answer, Client, Validators};
use crate::error::FetchError;
use crate::robots::Robots;
use crate::watch::{Outcome, Watch};

/// What a poll gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Polled {
    /// The feed as it is now.
    New(Answer),
    /// Nothing changed since the last time.
    Unchanged,
}

/// Polls a feed that [`Watch::due`] named, at this time (seconds since 1970), and notes in `watch` how it went.
///
/// robots.txt is asked for once a day and host. An error is noted too: the feed is polled again later.
pub fn poll(client: &Client, watch: &mut Watch, url: &str, now: u64) -> Result<Polled, FetchError> {
    let fetched = ask(client, watch, url, now);
    watch.ask_host(url, now, &client.settings().user_agent);
    match fetched {
        Ok(answer) => {
            watch.note(url, now, Outcome::Answered(answer.validators.clone()));
            Ok(if answer.body.is_some() { Polled::New(answer) } else { Polled::Unchanged })
        }
        Err(error) => {
            watch.note(url, now, outcome(&error));
            Err(error)
        }
    }
}

fn ask(client: &Client, watch: &mut Watch, url: &str, now: u64) -> Result<Answer, FetchError> {
    if watch.robots(url, now).is_none() {
        watch.keep_robots(url, Robots::fetch(client, url, now));
    }
    let user_agent = &client.settings().user_agent;
    if watch.robots(url, now).is_some_and(|robots| !robots.allows(user_agent, url)) {
        return Err(FetchError::Robots(url.to_owned()));
    }
    let seen = watch.feeds.get(url).map_or_else(Validators::default, |feed| feed.validators.clone());
    client.fetch(url, &seen)
}

fn outcome(error: &FetchError) -> Outcome {
    match error {
        FetchError::Status { status: 410, .. } => Outcome::Gone,
        FetchError::Status { retry_after, .. } => {
            Outcome::Failed { error: error.to_string(), retry_after: *retry_after }
        }
        _ => Outcome::Failed { error: error.to_string(), retry_after: None },
    }
}
