//! Any file is settings or has warnings, and setting a value keeps it whole.
#![no_main]

use std::cell::RefCell;
use std::fs;

use dundie::files::settings::Settings;
use dundie::text::printable::doubtful_characters;
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

thread_local! {
    static FOLDER: RefCell<TempDir> = RefCell::new(TempDir::new_in("/dev/shm").unwrap());
}

fuzz_target!(|bytes: &[u8]| {
    FOLDER.with_borrow(|folder| {
        let path = folder.path().join("settings.toml");
        fs::write(&path, bytes).unwrap();
        let (before, warnings) = Settings::read(&path);
        for warning in warnings {
            assert!(doubtful_characters(&warning).next().is_none(), "{warning:?}");
        }
        if Settings::set(&path, "through", "3").is_ok() {
            let (after, _) = Settings::read(&path);
            let through = Some(3);
            assert_eq!(after, Settings { through, ..before });
        } else {
            assert_eq!(fs::read(&path).unwrap(), bytes);
        }
    });
});
