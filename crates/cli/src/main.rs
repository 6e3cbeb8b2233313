//! The command line of claimant.
fn main() {}
