//! What words say of the standing of claims.

use claimant_model::VerificationStatus;

use super::table::Row;

/// One row of `standing.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What the word says of a claim.
    pub plain: Option<VerificationStatus>,
    /// What it says where it is negated.
    pub negated: Option<VerificationStatus>,
}

impl Standing {
    pub(super) fn from_row(row: &Row) -> Result<Standing, String> {
        let standing = Standing { plain: row.code(1)?, negated: row.code(2)? };
        if standing.plain.or(standing.negated).is_none() {
            return Err("one of the two columns must say something".into());
        }
        Ok(standing)
    }
}
