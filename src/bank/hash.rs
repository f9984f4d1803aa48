//! The hash that names questions and topics in an index.

/// The multiplier of 64-bit FNV.
pub const FNV_PRIME: u64 = 0x0100_0000_01b3;

/// 64-bit FNV-1a (Fowler, Noll and Vo): the same on every machine and in every
/// version, which neither `DefaultHasher` nor a hash crate promises.
#[must_use]
pub fn hash(text: &str) -> u64 {
    hash_bytes(0xcbf2_9ce4_8422_2325, text.as_bytes())
}

/// Goes on hashing from the hash of what came before.
#[must_use]
pub fn hash_bytes(before: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(before, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(FNV_PRIME)
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn agrees_with_the_published_vectors() {
        assert_eq!(super::hash(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(super::hash("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(super::hash("foobar"), 0x8594_4171_f739_67e8);
    }
}
