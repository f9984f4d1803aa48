//! Files that a player hands in by name.

use std::fs::OpenOptions;
use std::io::{self, Read as _};
use std::path::Path;

use super::folders::open_file;

/// The most bytes that are read.
const MOST: u64 = 1 << 30;

/// Reads a whole file, or stdin for `-`.
///
/// # Errors
/// What the system says, and [`io::ErrorKind::FileTooLarge`] above 1 GiB.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        io::stdin().take(MOST + 1).read_to_end(&mut bytes)?
    } else {
        let file = open_file(path, OpenOptions::new().read(true))?;
        file.take(MOST + 1).read_to_end(&mut bytes)?
    };
    if read as u64 > MOST {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            "it is larger than 1 GiB",
        ));
    }
    Ok(bytes)
}
