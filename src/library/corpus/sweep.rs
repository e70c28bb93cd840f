//! What programs that broke off have left beside a corpus goes.
//!
//! In comes a folder, out comes the same without the trays whose lock nobody holds. What lies in them must not be known
//! here.

use std::fs::{self, File};
use std::path::Path;

/// How the names of trays begin, and the file in each that its owner holds.
pub(super) const NAME: &str = "tray-";
pub(super) const LOCK: &str = "lock";

/// Takes away the trays of programs that are gone.
pub(super) fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_tray = entry.file_name().to_string_lossy().starts_with(NAME);
        let is_held = || File::open(entry.path().join(LOCK)).is_ok_and(|lock| lock.try_lock_shared().is_err());
        if is_tray && !is_held() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
