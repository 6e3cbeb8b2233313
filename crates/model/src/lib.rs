//! The nouns of claimant.
