//! The codes of PLOVER and ACLED that frames may carry.

use std::collections::HashSet;

use claimant_model::Plover;

use super::table::{RowError, Table};

/// The rows of `codes.tsv`.
#[derive(Debug, Default)]
pub struct Codes {
    /// Modes of PLOVER with their event type.
    pub modes: HashSet<(Plover, &'static str)>,
    /// Sub-event types of ACLED.
    pub sub_events: HashSet<&'static str>,
}

impl Codes {
    pub(super) fn read(errors: &mut Vec<RowError>) -> Codes {
        let mut codes = Codes::default();
        Table::CODES.each(errors, |row| {
            match row.cell(1) {
                Some("plover") => {
                    let class: Plover = row.code(2)?.ok_or("the third column must be an event type")?;
                    codes.modes.extend(row.keys().map(|mode| (class, mode)));
                }
                Some("acled") => codes.sub_events.extend(row.keys()),
                _ => return Err("the second column must be plover or acled".into()),
            }
            Ok(())
        });
        codes
    }

    /// Whether an event type has this mode.
    pub(super) fn check_mode(
        &self,
        plover: Option<Plover>,
        mode: Option<&'static str>,
    ) -> Result<(), String> {
        let Some(mode) = mode else { return Ok(()) };
        let plover = plover.ok_or_else(|| format!("mode `{mode}` without an event type"))?;
        if self.modes.contains(&(plover, mode)) {
            Ok(())
        } else {
            Err(format!("`{mode}` is no mode of {plover:?} in codes.tsv"))
        }
    }

    /// Whether there is such a sub-event.
    pub(super) fn check_sub_event(&self, name: Option<&'static str>) -> Result<(), String> {
        match name {
            Some(name) if !self.sub_events.contains(name) => {
                Err(format!("`{name}` is no sub-event type of codes.tsv"))
            }
            _ => Ok(()),
        }
    }
}
