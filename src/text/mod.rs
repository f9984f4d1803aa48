//! Text that players type and banks contain: comparing it, naming it, printing it safely.

pub mod code;
pub mod name;
pub mod normalize;
pub mod number;
pub mod printable;
pub mod roman;
pub mod slug;
