//! `claimant review`: what a person decides.

use std::io::{Write, stdout};

use anyhow::Context;
use claimant::model::{AccountId, ActorId, Author, ClaimId, Verdict};
use claimant_desk::{Desk, NewValue, Settled};
use claimant_ledger::AsOf;
use clap::{Args, Subcommand};

use super::ledger::LedgerArgs;
use crate::errors::Status;
use crate::output::json_lines;

/// Settles doubtful pairs, corrects claims, and takes reports back
///
/// Nothing is overwritten: a decision is an entry of its own, with the name of who made it, and a later one supersedes it.
#[derive(Args, Debug)]
pub(super) struct ReviewArgs {
    #[command(subcommand)]
    command: ReviewCommand,
}

#[derive(Debug, Subcommand)]
enum ReviewCommand {
    Queue(QueueArgs),
    Same(PairArgs),
    Different(PairArgs),
    Retract(RetractArgs),
    Correct(CorrectArgs),
    Reject(ClaimArgs),
    Accept(ClaimArgs),
    Actor(ActorArgs),
}

/// Lists the pairs that wait for a decision, oldest first, one JSON object a line
///
/// {"entry", "account", "event", "score", "reasons"}: `claimant review same ACCOUNT EVENT` or `different` settles one.
#[derive(Args, Debug)]
struct QueueArgs {
    #[command(flatten)]
    ledger: LedgerArgs,
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
}

/// Decides whether an account is of an event
#[derive(Args, Debug)]
struct PairArgs {
    /// The account: the report's id or the beginning of it, # and the event's id in its reading, such as r17#e1
    #[arg(value_name = "ACCOUNT")]
    account: AccountId,
    /// The event's id, or the beginning of it
    #[arg(value_name = "EVENT")]
    event: String,
    #[command(flatten)]
    decision: DecisionArgs,
}

/// Takes a report back: its claims count no more; its entries stay
#[derive(Args, Debug)]
struct RetractArgs {
    /// The report's id, or the beginning of it
    #[arg(value_name = "REPORT")]
    report: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    who: WhoArgs,
    #[command(flatten)]
    ledger: LedgerArgs,
}

/// Which fields are to be changed.
#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
struct FieldsArgs {
    /// A field, by its place in `claimant show EVENT --format json`, and its new value:
    /// /casualties/figure/low=12
    #[arg(long, value_name = "FIELD=VALUE", value_parser = parse_field)]
    set: Vec<NewValue>,
    /// A field to be taken away
    #[arg(long, value_name = "FIELD")]
    unset: Vec<String>,
}

impl FieldsArgs {
    fn fields(&self) -> Vec<NewValue> {
        let unset = self.unset.iter().map(|field| (field.clone(), None));
        self.set.iter().cloned().chain(unset).collect()
    }
}

/// The value as JSON, and as a text where it is none.
fn parse_field(text: &str) -> anyhow::Result<NewValue> {
    let (field, value) = text.split_once('=').context("write /the/field=its value")?;
    Ok((field.to_owned(), Some(serde_json::from_str(value).unwrap_or_else(|_| value.into()))))
}

/// Changes a claim: what was read stays, and you answer for the change
#[derive(Args, Debug)]
struct CorrectArgs {
    #[command(flatten)]
    claim: ClaimArgs,
    #[command(flatten)]
    fields: FieldsArgs,
}

/// Says that a claim was read wrongly and counts no more, or that it counts after all
#[derive(Args, Debug)]
struct ClaimArgs {
    /// The claim's id, as `claimant show EVENT --format json` prints it
    #[arg(value_name = "CLAIM")]
    claim: String,
    #[command(flatten)]
    decision: DecisionArgs,
}

/// Changes what is known of an actor, in all reports
#[derive(Args, Debug)]
struct ActorArgs {
    /// The actor's id, as `claimant show EVENT --format json` prints it
    #[arg(value_name = "ACTOR")]
    actor: String,
    /// An event that it is in, or the beginning of its id
    #[arg(long, value_name = "EVENT")]
    event: String,
    #[command(flatten)]
    fields: FieldsArgs,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    who: WhoArgs,
    #[command(flatten)]
    ledger: LedgerArgs,
}

/// Who decides, why, and in which ledger.
#[derive(Args, Debug)]
struct DecisionArgs {
    #[command(flatten)]
    who: WhoArgs,
    /// Why
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    ledger: LedgerArgs,
}

/// Who decides.
#[derive(Args, Debug)]
struct WhoArgs {
    /// The name that the decision is entered under
    #[arg(long = "by", value_name = "NAME", env = "CLAIMANT_REVIEWER")]
    name: String,
}

impl WhoArgs {
    fn author(&self) -> Author {
        Author::person(self.name.as_str())
    }
}

pub(super) fn run(args: &ReviewArgs) -> anyhow::Result<Status> {
    match &args.command {
        ReviewCommand::Queue(args) => queue(args),
        ReviewCommand::Same(args) => settle(args, Verdict::Accepted),
        ReviewCommand::Different(args) => settle(args, Verdict::Rejected),
        ReviewCommand::Retract(args) => {
            let mut desk = Desk::new(args.ledger.to_change()?)?;
            let report = desk.find_report(&args.report)?;
            tell(&desk.retract(&report, &args.reason, args.who.author())?)
        }
        ReviewCommand::Correct(args) => correct(&args.claim, &args.fields),
        ReviewCommand::Reject(args) => judge(args, false),
        ReviewCommand::Accept(args) => judge(args, true),
        ReviewCommand::Actor(args) => edit_actor(args),
    }
}

fn correct(args: &ClaimArgs, fields: &FieldsArgs) -> anyhow::Result<Status> {
    let mut desk = Desk::new(args.decision.ledger.to_change()?)?;
    let claim = ClaimId::new(args.claim.as_str());
    tell(&desk.correct(&claim, fields.fields(), args.decision.note.clone(), args.decision.who.author())?)
}

fn judge(args: &ClaimArgs, right: bool) -> anyhow::Result<Status> {
    let mut desk = Desk::new(args.decision.ledger.to_change()?)?;
    let claim = ClaimId::new(args.claim.as_str());
    tell(&desk.judge_claim(&claim, right, args.decision.note.clone(), args.decision.who.author())?)
}

fn edit_actor(args: &ActorArgs) -> anyhow::Result<Status> {
    let mut desk = Desk::new(args.ledger.to_change()?)?;
    let event = desk.find_event(&args.event, AsOf::Now)?;
    let actor = ActorId::new(args.actor.as_str());
    desk.edit_actor(&actor, &event, args.fields.fields(), &args.reason, args.who.author())?;
    Ok(Status::Done)
}

fn queue(args: &QueueArgs) -> anyhow::Result<Status> {
    let ledger = args.ledger.to_read()?;
    let pairs = ledger.review_queue(args.limit, AsOf::Now)?;
    let mut out = stdout().lock();
    for pair in &pairs {
        let line = serde_json::json!({"entry": pair.sequence, "account": pair.account, "event": pair.event,
            "score": pair.score, "reasons": pair.reasons});
        out.write_all(json_lines::line(&line).as_bytes())?;
    }
    Ok(if pairs.is_empty() { Status::Incomplete } else { Status::Done })
}

fn settle(args: &PairArgs, verdict: Verdict) -> anyhow::Result<Status> {
    let mut desk = Desk::new(args.decision.ledger.to_change()?)?;
    let account = desk.find_account(&args.account)?;
    let event = desk.find_event(&args.event, AsOf::Now)?;
    tell(&desk.settle(&account, &event, verdict, args.decision.note.clone(), args.decision.who.author())?)
}

/// Prints the events that changed, a line each.
fn tell(settled: &Settled) -> anyhow::Result<Status> {
    let mut out = stdout().lock();
    for event in &settled.events {
        writeln!(out, "{event}")?;
    }
    Ok(Status::Done)
}
