//! Files at the edge: where things are kept, settings, and banks on disk.

pub mod banks;
pub mod builtin;
pub mod folders;
pub mod lock;
pub mod recent;
pub mod settings;
