//! Files at the edge: where things are kept, settings, and banks on disk.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "files are read and written here"
)]

pub mod banks;
pub mod builtin;
pub mod folders;
pub mod input;
pub mod output;
pub mod recent;
mod sealed;
pub mod settings;
pub mod shelf;
