//! Where things lie in the project.

use std::path::{Path, PathBuf};

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The folder that cargo builds into; everything the chores download or compute lies below it too.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A folder below [`target`] for the intermediate files of one chore; made when it is not there.
pub(crate) fn work(chore: &str) -> std::io::Result<PathBuf> {
    let folder = target().join("xtask").join(chore);
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
